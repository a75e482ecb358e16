// Google's own JavaScript client against the Backlot: interactions, pictures, webhooks, Veo on Vertex and as it was on the Gemini API.
import assert from 'node:assert/strict';
import { createHmac, createPublicKey, verify } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ApiError, GoogleGenAI } from '@google/genai';
import { isWholeMp4, prompt, sizeOfPng, startBacklot, startReceiver } from './support/backlot.js';
import { temporaryFolder } from './support/services.js';

const omni = 'gemini-omni-1.2-flash';
const film = { type: 'video', duration: '3s', resolution: '360p', aspect_ratio: '16:9', delivery: 'uri' };

describe('@google/genai on the Gemini API', { concurrency: 4 }, () => {
  let backlot, ai;

  before(async () => {
    backlot = await startBacklot();
    ai = client(backlot);
  });
  after(() => backlot.stop());

  it('makes a clip in the background, and edits it in conversation', async () => {
    const first = await ended(await ai.interactions.create({ model: omni, input: prompt, background: true, store: true, response_format: film }));
    assert.equal(first.status, 'completed');
    assert.ok(isWholeMp4(await fetched(first.output_video.uri)));
    const edited = await ended(await ai.interactions.create({ model: omni, input: 'Lighting: cool hard light', background: true, previous_interaction_id: first.id, response_format: { type: 'video', delivery: 'uri' } }));
    assert.equal(edited.status, 'completed');
    assert.notDeepEqual(await fetched(edited.output_video.uri), await fetched(first.output_video.uri));
    const charges = (await backlot.ledger()).filter((row) => [first.id, edited.id].includes(row.request_id)).map((row) => row.charged_micro_usd);
    assert.deepEqual(charges, [102000, 303000]);
  });

  it('streams an interaction, and takes up one that broke off', async () => {
    const events = [];
    for await (const event of await ai.interactions.create({ model: omni, input: `${prompt}\nstreamed`, stream: true, response_format: film })) events.push(event);
    assert.deepEqual(events.map((event) => event.event_type), ['interaction.created', 'interaction.status_update', 'step.start', 'step.delta', 'step.stop', 'interaction.completed']);
    const { interaction } = events.at(-1);
    assert.equal(interaction.status, 'completed');
    assert.ok(isWholeMp4(await fetched(events[3].delta.uri)));
    const rest = [];
    for await (const event of await ai.interactions.get(interaction.id, { stream: true, last_event_id: events[2].event_id })) rest.push(event.event_type);
    assert.deepEqual(rest, ['step.delta', 'step.stop', 'interaction.completed']);
    assert.equal((await backlot.ledger()).filter((row) => row.request_id === interaction.id).length, 1);
  });

  it('waits for a clip that comes with its answer', async () => {
    const made = await ai.interactions.create({ model: omni, input: [{ type: 'text', text: prompt }], response_format: { ...film, delivery: 'inline' } });
    assert.equal(made.status, 'completed');
    assert.ok(isWholeMp4(Buffer.from(made.output_video.data, 'base64')));
  });

  it('animates a picture that it drew', async () => {
    const drawn = await ai.interactions.create({ model: 'gemini-3.1-flash-image', input: prompt, response_format: { type: 'image', aspect_ratio: '16:9', image_size: '1K' } });
    assert.deepEqual(sizeOfPng(Buffer.from(drawn.output_image.data, 'base64')), [1366, 768]);
    const made = await ended(await ai.interactions.create({ model: omni, background: true, response_format: film,
      input: [{ type: 'text', text: prompt }, { type: 'image', data: drawn.output_image.data, mime_type: 'image/png' }] }));
    assert.equal(made.status, 'completed');
  });

  it('cancels what waits, and deletes what is done', async () => {
    await backlot.fault({ route: 'submit', prompt: 'never mind', action: 'stuck_queue' });
    const waiting = await ai.interactions.create({ model: omni, input: `${prompt}\nnever mind`, background: true, response_format: film });
    assert.equal((await ai.interactions.cancel(waiting.id)).status, 'cancelled');
    await ai.interactions.delete(waiting.id);
    await assert.rejects(ai.interactions.get(waiting.id), (error) => error.status === 404);
  });

  it('reads why an interaction failed', async () => {
    await backlot.fault({ route: 'submit', prompt: 'to be refused', action: 'refuse' });
    const failed = await ended(await ai.interactions.create({ model: omni, input: `${prompt}\nto be refused`, background: true, response_format: film }));
    assert.deepEqual([failed.status, failed.errors[0].code], ['failed', 'SAFETY']);
  });

  it('draws by generateContent, from pictures too', async () => {
    const config = { responseModalities: ['IMAGE'], imageConfig: { aspectRatio: '1:1', imageSize: '1K' } };
    const drawn = await ai.models.generateContent({ model: 'gemini-3.1-flash-image', contents: prompt, config });
    const { data } = drawn.candidates[0].content.parts[0].inlineData;
    assert.deepEqual(sizeOfPng(Buffer.from(data, 'base64')), [768, 768]);
    const edited = await ai.models.generateContent({ model: 'gemini-3-pro-image', contents: [{ text: 'Lighting: dark' }, { inlineData: { data, mimeType: 'image/png' } }], config });
    assert.equal(edited.candidates[0].finishReason, 'STOP');
    const blocked = await ai.models.generateContent({ model: 'gemini-3.1-flash-image', contents: 'moderation_blocked_test', config });
    assert.equal(blocked.promptFeedback.blockReason, 'PROHIBITED_CONTENT');
    await backlot.fault({ route: 'submit', prompt: 'to be filtered', action: 'refuse' });
    const filtered = await ai.models.generateContent({ model: 'gemini-3.1-flash-image', contents: 'to be filtered', config });
    assert.equal(filtered.candidates[0].finishReason, 'IMAGE_SAFETY');
    await assert.rejects(ai.models.generateContent({ model: 'gemini-2.5-flash-image', contents: prompt, config }), (error) => error instanceof ApiError && error.status === 404);
  });

  it('is turned away with 400 for a bad key', async () => {
    const keyless = new GoogleGenAI({ apiKey: ' ', httpOptions: { baseUrl: backlot.at('gemini') } });
    await assert.rejects(keyless.models.generateContent({ model: 'gemini-3.1-flash-image', contents: prompt }), (error) => error.status === 400 && /API key/.test(error.message));
  });

  it('tells registered webhooks, signed by their secret', async () => {
    const receiver = await startReceiver();
    try {
      const hook = await ai.webhooks.create({ name: 'films', uri: `${receiver.address}/events`, subscribed_events: ['interaction.completed'] });
      assert.ok(hook.new_signing_secret.startsWith('whsec_') && hook.state === 'enabled');
      assert.deepEqual((await ai.webhooks.list()).webhooks.map((one) => one.id), [hook.id]);
      assert.equal((await ai.webhooks.get(hook.id)).new_signing_secret, undefined);
      await ai.webhooks.ping(hook.id);
      await told(receiver, (said) => said.type === 'ping' && said.data.id === hook.id);

      const made = await ai.interactions.create({ model: omni, input: `${prompt}\nNote: hook`, response_format: film });
      const call = await about(receiver, made.id);
      const said = JSON.parse(call.body);
      assert.deepEqual([said.type, said.version, said.data.id], ['interaction.completed', 'v1', made.id]);
      assert.ok(secretHolds(call, hook.new_signing_secret));

      const { secret } = await ai.webhooks.rotateSigningSecret(hook.id, { revocation_behavior: 'REVOKE_PREVIOUS_SECRETS_AFTER_H24' });
      const next = await ai.interactions.create({ model: omni, input: `${prompt}\nNote: rotated`, response_format: film });
      const rotated = await about(receiver, next.id);
      assert.ok(secretHolds(rotated, secret) && secretHolds(rotated, hook.new_signing_secret));
      assert.equal((await ai.webhooks.update(hook.id, { state: 'disabled' })).state, 'disabled');
      await ai.webhooks.delete(hook.id);
      await assert.rejects(ai.webhooks.get(hook.id), (error) => error.status === 404);
    } finally {
      await receiver.stop();
    }
  });

  it('tells a request\'s own webhook, signed by a key that is published', async () => {
    const receiver = await startReceiver();
    try {
      const made = await ai.interactions.create({ model: omni, input: `${prompt}\nNote: own hook`, background: true, response_format: film,
        webhook_config: { uris: [`${receiver.address}/own`], user_metadata: { attempt: 'a-7' } } });
      const call = await about(receiver, made.id);
      assert.deepEqual(JSON.parse(call.body).user_metadata, { attempt: 'a-7' });
      const [head, claims, signature] = call.headers['webhook-signature'].split('.');
      const { keys } = await (await fetch(backlot.at('gemini/.well-known/jwks.json'))).json();
      const { kid } = JSON.parse(Buffer.from(head, 'base64url'));
      const key = createPublicKey({ key: keys.find((one) => one.kid === kid), format: 'jwk' });
      assert.ok(verify('RSA-SHA256', Buffer.from(`${head}.${claims}`), key, Buffer.from(signature, 'base64url')));
      assert.equal(JSON.parse(Buffer.from(claims, 'base64url')).data.id, made.id);
    } finally {
      await receiver.stop();
    }
  });

  it('no longer finds Veo', async () => {
    await assert.rejects(ai.models.generateVideos({ model: 'veo-3.1-generate-preview', source: { prompt } }), (error) => error.status === 404 && /no longer available/.test(error.message));
  });

  async function ended(interaction) {
    while (interaction.status === 'queued' || interaction.status === 'in_progress') {
      await new Promise((next) => setTimeout(next, 50));
      interaction = await ai.interactions.get(interaction.id);
    }
    return interaction;
  }

  const about = (receiver, id) => told(receiver, (said) => said.data.id === id);

  // What is posted is about several clips at a time: others' are let go.
  async function told(receiver, wanted) {
    for (;;) {
      const call = await receiver.next();
      if (wanted(JSON.parse(call.body))) return call;
    }
  }
});

describe('@google/genai on a day before Veo was retired', () => {
  let backlot, ai;

  before(async () => {
    backlot = await startBacklot();
    await backlot.admin('clock/set', { now: '2026-10-01T00:00:00Z' });
    ai = client(backlot);
  });
  after(() => backlot.stop());

  it('makes a clip by a long-running operation, and downloads it with the key', async (test) => {
    let operation = await ai.models.generateVideos({ model: 'veo-3.1-generate-preview', source: { prompt }, config: { durationSeconds: 4, aspectRatio: '16:9', numberOfVideos: 1 } });
    operation = await done(ai, operation);
    const [generated] = operation.response.generatedVideos;
    // The client takes a name out of an https address alone; a file it knows by its name.
    const name = `files/${generated.video.uri.split('files/')[1].match(/[a-z0-9]+/)[0]}`;
    const file = join(await temporaryFolder(test), 'clip.mp4');
    await ai.files.download({ file: name, downloadPath: file });
    assert.ok(isWholeMp4(await readFile(file)));
    await backlot.admin('clock/advance', { seconds: 2 * 24 * 3600 });
    await assert.rejects(ai.files.download({ file: name, downloadPath: file }), (error) => error.status === 404);
  });
});

describe('@google/genai on Vertex', () => {
  let backlot, ai;

  before(async () => {
    backlot = await startBacklot();
    // As a client that was logged in elsewhere: a token, and no question where it is from.
    const authClient = { getRequestHeaders: async () => new Headers({ authorization: 'Bearer ya29.test' }) };
    ai = new GoogleGenAI({ vertexai: true, project: 'films', location: 'us-central1', googleAuthOptions: { authClient }, httpOptions: { baseUrl: backlot.at('vertex') } });
  });
  after(() => backlot.stop());

  it('makes a clip that comes with its operation', async () => {
    const operation = await done(ai, await ai.models.generateVideos({ model: 'veo-3.1-fast-generate-001', source: { prompt }, config: { durationSeconds: 4, generateAudio: false, seed: 7 } }));
    assert.ok(isWholeMp4(Buffer.from(operation.response.generatedVideos[0].video.videoBytes, 'base64')));
    assert.equal((await backlot.ledger()).at(-1).charged_micro_usd, 400000);
  });

  it('makes several clips at once, and is charged for each', async () => {
    const operation = await done(ai, await ai.models.generateVideos({ model: 'veo-3.1-lite-generate-001', source: { prompt }, config: { durationSeconds: 4, generateAudio: false, numberOfVideos: 2 } }));
    const clips = operation.response.generatedVideos.map(({ video }) => video.videoBytes);
    assert.equal(new Set(clips).size, 2);
    for (const clip of clips) assert.ok(isWholeMp4(Buffer.from(clip, 'base64')));
    assert.equal((await backlot.ledger()).at(-1).charged_micro_usd, 2 * 4 * 50_000);
  });

  it('makes a clip in the caller\'s own bucket', async () => {
    const operation = await done(ai, await ai.models.generateVideos({ model: 'veo-3.1-generate-001', source: { prompt }, config: { durationSeconds: 4, outputGcsUri: 'gs://films/a-1/', labels: { attempt_id: 'a-1' } } }));
    const { uri } = operation.response.generatedVideos[0].video;
    assert.match(uri, /^gs:\/\/films\/a-1\/.*\.mp4$/);
    const bearer = { headers: { authorization: 'Bearer ya29.test' } };
    const listing = await (await fetch(backlot.at('gcs/storage/v1/b/films/o?prefix=a-1/'), bearer)).json();
    assert.equal(`gs://films/${listing.items[0].name}`, uri);
    const clip = await fetch(backlot.at(`gcs/storage/v1/b/films/o/${encodeURIComponent(listing.items[0].name)}?alt=media`), bearer);
    assert.ok(isWholeMp4(await clip.arrayBuffer()));
  });

  it('reads what was filtered, and that nothing was charged for it', async () => {
    await backlot.fault({ route: 'submit', provider: 'vertex', prompt: 'filtered', action: 'fail', error_type: 'rai_filtered' });
    const operation = await done(ai, await ai.models.generateVideos({ model: 'veo-3.1-generate-001', source: { prompt: `${prompt}\nfiltered` }, config: { durationSeconds: 4 } }));
    assert.equal(operation.response.raiMediaFilteredCount, 1);
    assert.match(operation.response.raiMediaFilteredReasons[0], /64151117/);
    const row = (await backlot.ledger()).at(-1);
    assert.equal(row.refunded_micro_usd, row.charged_micro_usd);
  });

  it('understands which parameter is wrong', async () => {
    await assert.rejects(ai.models.generateVideos({ model: 'veo-3.1-generate-001', source: { prompt }, config: { durationSeconds: 5 } }),
      (error) => error instanceof ApiError && error.status === 400 && /durationSeconds/.test(error.message));
  });
});

function client(backlot) {
  return new GoogleGenAI({ apiKey: 'test', httpOptions: { baseUrl: backlot.at('gemini') } });
}

async function done(ai, operation) {
  while (!operation.done) {
    await new Promise((next) => setTimeout(next, 50));
    operation = await ai.operations.getVideosOperation({ operation });
  }
  return operation;
}

async function fetched(uri) {
  assert.equal((await fetch(uri, { redirect: 'manual' })).status, 403, 'the file should need the key');
  const first = await fetch(uri, { headers: { 'x-goog-api-key': 'test' }, redirect: 'manual' });
  return Buffer.from(await (await fetch(first.headers.get('location'))).arrayBuffer());
}

// As the Standard Webhooks say.
function secretHolds({ headers, body }, secret) {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const expected = createHmac('sha256', key).update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`).digest('base64');
  return headers['webhook-signature'].split(' ').includes(`v1,${expected}`);
}
