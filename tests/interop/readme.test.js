// Every command of the Backlot's README, as it stands there, with curl and jq.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startBacklot } from './support/backlot.js';
import { repository, temporaryFolder } from './support/services.js';

const text = await readFile(join(repository, 'src', 'Orchestrator.Backlot', 'README.md'), 'utf8');
const blocks = [...text.matchAll(/```sh\n(.*?)```/gs)].map(([, block]) => block);
const missing = ['curl', 'jq', 'ffprobe'].filter((tool) => spawnSync(tool, ['--version']).error && spawnSync(tool, ['-version']).error);

// What each block has to show, found by its first words.
const shows = new Map([
  ['Submit, wait', /"COMPLETED"[^]*3\.0/],
  ['A picture', /^$/],
  ['An interaction', /"status": "completed"[^]*files\/[a-z0-9]+:download/],
  ['What was bought', /"charged_micro_usd": 252000/],
  ['What happened', /"completed"/],
  ['The clock', /^.*2026-09-01.*\n?2026-09-24\n.*2026-09-02/],
  ['Everything forgotten', /^$/],
  ['The second submit', /"seen":0/],
  ['Too many', /429[^]*Retry-After: 7/i],
  ['The job completes', /generation_timeout/],
  ['A clip that', /^$/],
  ['The rules', /"accept_then_reset","seen":0[^]*"rate_limit","seen":1/],
]);

describe('the README of the Backlot', { skip: missing.length > 0 ? `${missing.join(', ')} not found` : false }, () => {
  let backlot;

  before(async () => { backlot = await startBacklot(); });
  after(() => backlot.stop());

  it('has commands, and each of them is known here', () => {
    assert.equal(blocks.length, shows.size);
    for (const block of blocks) assert.ok([...shows.keys()].some((words) => block.startsWith(`# ${words}`)), block);
  });

  it('says what happens', async (test) => {
    const folder = await temporaryFolder(test);
    for (const block of blocks) {
      const run = spawnSync('bash', ['-euo', 'pipefail', '-c', block], { cwd: folder, encoding: 'utf8', env: { ...process.env, BACKLOT: backlot.address.replace(/\/$/, '') } });
      assert.equal(run.status, 0, `${block}\n${run.stdout}${run.stderr}`);
      const [, expected] = [...shows].find(([words]) => block.startsWith(`# ${words}`));
      assert.match(run.stdout, expected, block);
    }
  });
});
