// Temporal's own Web UI in front of both services, in Chromium: no page that a user opens shows an error.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import playwright from 'playwright-core';
import protos from '@temporalio/common/lib/proto-utils.js';
import { fullHistory } from './support/histories.js';
import { eventually, freePort, kinds, startManagedWorker, temporaryFolder, ui } from './support/services.js';
import { connect } from './support/typescript.js';

const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';
const missing = !ui ? 'Temporal\'s Web UI was not found: set TEMPORAL_UI, or put `temporal-ui` on PATH or in ../shared/temporal/bin'
  : !existsSync(chromium) ? `Chromium was not found: set CHROMIUM, or install ${chromium}` : false;
const queue = 'films';

for (const kind of kinds) {
  describe(`Web UI, ${kind.name}`, { skip: missing || kind.skip }, () => {
    let service, connected, worker, program, browser, page, base, runs;
    let problems = [];

    before(async () => {
      service = await kind.start();
      connected = await connect(service.address);
      worker = await startManagedWorker(service.address, queue);
      runs = await makeRuns(connected.client);
      const port = await freePort();
      base = `http://127.0.0.1:${port}`;
      program = spawn(ui, [service.address, String(port)], { stdio: 'ignore' });
      await eventually(async () => (await fetch(`${base}/api/v1/system-info`)).ok, Boolean);
      browser = await playwright.chromium.launch({ executablePath: chromium, args: ['--no-sandbox'] });
    });

    // A new visitor each time: the pages remember what was chosen.
    beforeEach(async () => {
      page = await browser.newPage({ viewport: { width: 1400, height: 1100 } });
      page.setDefaultTimeout(10_000);
      watch(page, problems);
    });

    afterEach(async (test) => {
      await shoot(`last-${test.name.slice(0, 20)}`);
      await page?.close();
    });

    after(async () => {
      await browser?.close();
      if (program) {
        const ended = new Promise((done) => program.once('exit', done));
        program.kill('SIGTERM');
        await ended;
      }
      await worker?.stop();
      await connected?.close();
      await service?.stop();
    });

    // Opens a page, waits for what a user looks for on it, and finds no error anywhere.
    async function opens(name, path, ...texts) {
      problems.length = 0;
      await page.goto(base + path, { waitUntil: 'load' });
      for (const text of texts) await page.getByText(text).filter({ visible: true }).first().waitFor();
      await noErrors(name);
    }

    async function noErrors(name) {
      const toasts = await page.locator('[data-testid*=toast], .toast').allInnerTexts();
      await shoot(name);
      assert.deepEqual(problems, [], name);
      assert.deepEqual(toasts.filter((t) => /error|not implemented|failed/i.test(t)), [], name);
      assert.equal(await page.getByText(/Uh oh\. There's an error/).count(), 0, name);
    }

    async function shoot(name) {
      if (!process.env.INTEROP_SCREENSHOTS) return;
      const folder = join(process.env.INTEROP_SCREENSHOTS, kind.name.replaceAll(' ', '-'));
      await mkdir(folder, { recursive: true });
      await page.screenshot({ path: join(folder, `${name}.png`) });
    }

    const of = (run, tab) => `/namespaces/default/workflows/${run.workflowId}/${run.firstExecutionRunId}/${tab}`;

    it('workflows, all and by a query', async () => {
      await opens('workflows', '/', 'film-conversation', 'film-failing', 'film-family-leaf-1');
      const query = encodeURIComponent('`WorkflowType`="sequence" AND `ExecutionStatus`="Completed"');
      await opens('workflows-query', `/namespaces/default/workflows?query=${query}`, 'film-sequence');
      assert.equal(await page.getByText('film-conversation').count(), 0);
    });

    it('a running workflow: its history in three views', async () => {
      await opens('timeline', of(runs.conversation, 'timeline'), 'addDouble');
      await opens('history', of(runs.conversation, 'history'), 'Workflow Execution Update Completed', 'Workflow Execution Signaled');
      await page.getByText('Compact', { exact: true }).first().click();
      await page.getByText('addDouble').filter({ visible: true }).first().waitFor();
      await noErrors('history-compact');
      await page.getByText('JSON', { exact: true }).first().click();
      await page.getByText('"WorkflowExecutionStarted"').first().waitFor();
      await noErrors('history-json');
    });

    it('a running workflow: relationships, workers, call stack, queries, metadata', async () => {
      await opens('relationships', of(runs.conversation, 'relationships'), 'Child Count');
      await opens('workers', of(runs.conversation, 'workers'), /@|Pollers/);
      await opens('call-stack', of(runs.conversation, 'call-stack'), /ConversationWorkflow\.RunAsync/);
      await opens('query', of(runs.conversation, 'query'), 'Query Type');
      await page.getByRole('button', { name: 'Run Query' }).click();
      await page.locator('.cm-content').getByText('7').first().waitFor();
      await noErrors('query-answer');
      await opens('user-metadata', of(runs.conversation, 'user-metadata'), 'summary');
      await opens('search-attributes', of(runs.conversation, 'search-attributes'), 'ConfKeyword');
      await opens('memo', of(runs.conversation, 'memo'), 'harbor');
    });

    it('a pending activity, and a workflow that nobody works on', async () => {
      await opens('pending-activities', of(runs.pending, 'pending-activities'), 'greet', /Attempt/);
      await opens('pending-timeline', of(runs.pending, 'timeline'), 'greet');
      await opens('waiting', of(runs.waiting, 'history'), 'Workflow Task Scheduled');
      await opens('waiting-workers', of(runs.waiting, 'workers'), /no workers/i);
    });

    it('closed workflows: completed, failed, a chain with children', async () => {
      await opens('completed', of(runs.sequence, 'history'), 'Workflow Execution Completed', 'Timer Fired');
      await opens('locals', of(runs.locals, 'history'), 'unsteady');
      await opens('failed', of(runs.failing, 'history'), 'Workflow Execution Failed', 'it broke');
      await opens('family', of(runs.family, 'history'), 'Workflow Execution Continued As New');
      await opens('family-relationships', of(runs.family, 'relationships'), 'film-family-leaf-2', 'Next Execution');
    });

    it('schedules', async () => {
      await opens('schedules', '/namespaces/default/schedules', 'nightly', 'At 03:00 every day');
      await opens('schedule', '/namespaces/default/schedules/nightly', /nightly-run-/, 'Workflow Runs');
      await opens('schedule-edit', '/namespaces/default/schedules/nightly/edit', /Edit Schedule/);
      await opens('schedule-create', '/namespaces/default/schedules/create', /Create Schedule/);
    });

    it('pause a schedule and cancel a workflow by their buttons', async () => {
      await opens('pause', '/namespaces/default/schedules/nightly', 'Workflow Runs');
      await page.getByRole('button', { name: 'Pause', exact: true }).first().click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox').fill('by the page');
      await dialog.getByRole('button', { name: 'Pause' }).click();
      await page.getByText('by the page').first().waitFor();
      await noErrors('paused');
      await opens('cancel', of(runs.pending, 'history'), 'Request Cancellation');
      await page.getByRole('button', { name: 'Request Cancellation' }).click();
      await page.getByRole('dialog').getByRole('button', { name: /confirm/i }).click();
      await eventually(() => runs.pending.describe(), (d) => d.status.name === 'CANCELLED');
      await noErrors('cancelled');
    });

    it('task queue, workers, namespaces, search attributes, nexus, other pages', async () => {
      await opens('task-queue', `/namespaces/default/task-queues/${queue}`, /@|Pollers/);
      await opens('all-workers', '/namespaces/default/workers', 'Workers');
      await opens('deployments', '/namespaces/default/workers/deployments', 'Deployments');
      await opens('namespaces', '/namespaces', 'default');
      await opens('namespace', '/namespaces/default', 'Namespace: default', 'ConfInt');
      await opens('archival', '/namespaces/default/archival', /archival/);
      await opens('activities', '/namespaces/default/activities', 'Standalone Activities');
      await opens('nexus', '/nexus', /Nexus/);
      await opens('start-workflow', '/namespaces/default/workflows/start-workflow', 'Start Workflow');
    });

    it('batch operations', () => opens('batch', '/namespaces/default/batch-operations', 'Batch Operations'));

    it('imports a history that the managed SDK and the service wrote', async (test) => {
      const file = join(await temporaryFolder(test), 'history.json');
      await writeFile(file, protos.historyToJSON(await fullHistory(connected.client, runs.conversation)));
      await opens('import', '/import/events', /Import/);
      await page.locator('input[type=file]').setInputFiles(file);
      await page.getByRole('button', { name: /import/i }).first().click();
      await page.getByText('Workflow Execution Update Completed').first().waitFor();
      await noErrors('imported');
    });
  });
}

// What a look at a production would find: runs in every state and a schedule.
async function makeRuns(client) {
  const start = (type, id, args = [], more = {}) => client.workflow.start(type, {
    taskQueue: queue, workflowId: `film-${id}`, args, memo: { brief: 'harbor' }, searchAttributes: { ConfKeyword: ['amber'] },
    staticSummary: 'A *summary*', staticDetails: 'Some details', ...more });
  const [sequence, family, failing, conversation, pending, locals, waiting] = await Promise.all([
    start('sequence', 'sequence', ['Ada']), start('family', 'family', [2]), start('failing', 'failing', ['Final']),
    start('conversation', 'conversation'), start('sequence', 'pending', ['Ada', 'nobody-works-here']), start('locals', 'locals'),
    start('sequence', 'waiting', [], { taskQueue: 'nobody' }),
  ]);
  await conversation.signal('add', 3);
  await conversation.executeUpdate('addDouble', { args: [2] });
  const schedule = await client.schedule.create({
    scheduleId: 'nightly', spec: { cronExpressions: ['0 3 * * *'] }, memo: { a: 1 },
    action: { type: 'startWorkflow', workflowType: 'sequence', taskQueue: queue, workflowId: 'nightly-run', args: ['Night'] } });
  await schedule.trigger();
  await Promise.all([sequence.result(), family.result(), failing.result().catch(() => {}), locals.result()]);
  await eventually(() => schedule.describe(), (d) => d.info.recentActions.length === 1);
  return { sequence, family, failing, conversation, pending, locals, waiting };
}

// Collects what goes wrong behind a page; a request that a page gave up when it was left is no fault.
function watch(page, problems) {
  page.on('console', (message) => { if (message.type() === 'error') problems.push(`console: ${message.text()}`); });
  page.on('pageerror', (error) => problems.push(`page error: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()} ${response.request().method()} ${response.url()}`);
  });
}
