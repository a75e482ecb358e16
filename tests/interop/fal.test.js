// fal's own JavaScript client against the Backlot: what it was written for is served, and what it believes is checked.
import assert from 'node:assert/strict';
import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { ApiError, createFalClient, ValidationError } from '@fal-ai/client';
import { isWholeMp4, prompt, sizeOfPng, startBacklot, startReceiver } from './support/backlot.js';

const text = 'fal-ai/kling-video/v3/standard/text-to-video';
const input = { prompt, duration: '3', generate_audio: false };

describe('@fal-ai/client', { concurrency: 4 }, () => {
  let backlot, fal;

  // The client's hosts are fixed: its fetch is led to the Backlot instead, as a proxy would.
  const led = (url, init) => fetch(String(url).replace('https://queue.fal.run/', backlot.at('fal/')).replace('https://fal.run/', backlot.at('fal-run/')).replace('https://rest.fal.ai/', backlot.at('fal-rest/')), init);

  before(async () => {
    backlot = await startBacklot();
    fal = createFalClient({ credentials: 'id:secret', fetch: led });
  });
  after(() => backlot.stop());

  const rowOf = async (requestId) => (await backlot.ledger()).filter((row) => row.request_id === requestId);
  const marked = (word) => ({ ...input, prompt: `${prompt}\nNote: ${word}` });

  it('subscribes by polling, and the clip is there', async () => {
    const seen = [];
    const result = await fal.subscribe(text, { input: marked('polling'), logs: true, pollInterval: 50, onQueueUpdate: (update) => seen.push(update.status) });
    assert.equal(seen.at(-1), 'COMPLETED');
    assert.ok(seen.every((status) => ['IN_QUEUE', 'IN_PROGRESS', 'COMPLETED'].includes(status)));
    assert.equal(result.data.video.content_type, 'video/mp4');
    const clip = await (await fetch(result.data.video.url)).arrayBuffer();
    assert.equal(clip.byteLength, result.data.video.file_size);
    assert.ok(isWholeMp4(clip));
    const [row] = await rowOf(result.requestId);
    assert.deepEqual([row.status, row.charged_micro_usd], ['completed', 252000]);
  });

  it('sees its place in a queue that falls, and a runner that is lost', async () => {
    await backlot.fault({ route: 'submit', prompt: 'far behind', action: 'falling_queue', position: 9, step: 4 });
    const places = [];
    await fal.subscribe(text, { input: marked('far behind'), pollInterval: 50, onQueueUpdate: (update) => { if (update.status === 'IN_QUEUE') places.push(update.queue_position); } });
    assert.deepEqual([...new Set(places)].slice(0, 3), [9, 5, 1]);
    await backlot.fault({ route: 'submit', prompt: 'lost once', action: 'runner_lost' });
    const seen = [];
    const result = await fal.subscribe(text, { input: marked('lost once'), pollInterval: 50, onQueueUpdate: (update) => seen.push(update.status) });
    assert.ok(seen.indexOf('IN_QUEUE', seen.indexOf('IN_PROGRESS')) > 0 && seen.at(-1) === 'COMPLETED');
    assert.equal((await rowOf(result.requestId)).length, 1);
  });

  it('subscribes by streaming', async () => {
    const seen = [];
    const result = await fal.subscribe(text, { input: marked('streaming'), mode: 'streaming', onQueueUpdate: (update) => seen.push(update.status) });
    assert.equal(seen.at(-1), 'COMPLETED');
    assert.match(result.data.video.url, /\.mp4$/);
  });

  it('reads logs and the time it took with the status', async () => {
    const { request_id: requestId } = await fal.queue.submit(text, { input: marked('logs') });
    const status = await fal.queue.subscribeToStatus(text, { requestId, logs: true, pollInterval: 50 });
    assert.ok(status.logs.length > 0 && status.logs.every((line) => line.message && line.timestamp));
    assert.ok(status.metrics.inference_time > 0);
    assert.equal((await fal.queue.status(text, { requestId })).request_id, requestId);
  });

  it('takes what waits out of the queue, and the money comes back', async () => {
    await backlot.fault({ route: 'submit', prompt: 'to be cancelled', action: 'stuck_queue' });
    const { request_id: requestId, queue_position: position } = await fal.queue.submit(text, { input: marked('to be cancelled') });
    assert.ok(position >= 0);
    await fal.queue.cancel(text, { requestId });
    const [row] = await rowOf(requestId);
    assert.deepEqual([row.status, row.refunded_micro_usd], ['cancelled', row.charged_micro_usd]);
    await assert.rejects(fal.queue.cancel(text, { requestId }), (error) => error instanceof ApiError && error.status === 400 && error.body.status === 'ALREADY_COMPLETED');
  });

  it('gives up a wait for the start when it was told to', async () => {
    await backlot.fault({ route: 'submit', prompt: 'in a hurry', action: 'stuck_queue' });
    const { request_id: requestId } = await fal.queue.submit(text, { input: marked('in a hurry'), startTimeout: 2 });
    await fal.queue.subscribeToStatus(text, { requestId, pollInterval: 100 });
    await assert.rejects(fal.queue.result(text, { requestId }), (error) => error instanceof ApiError && error.isUserTimeout);
    assert.equal((await rowOf(requestId))[0].refunded_micro_usd, 252000);
  });

  it('receives a webhook whose signature holds', async () => {
    const receiver = await startReceiver();
    try {
      const { request_id: requestId } = await fal.queue.submit(text, { input: marked('webhook'), webhookUrl: `${receiver.address}/hooks?attempt=a-1` });
      const call = await receiver.next();
      const said = JSON.parse(call.body);
      assert.deepEqual([said.request_id, said.status, said.payload.video.content_type], [requestId, 'OK', 'video/mp4']);
      assert.equal(call.url, '/hooks?attempt=a-1');
      assert.ok(isWholeMp4(await (await fetch(said.payload.video.url)).arrayBuffer()));
      assert.ok(await signatureHolds(call), 'the signature should hold');
      call.body = Buffer.concat([call.body, Buffer.from(' ')]);
      assert.ok(!await signatureHolds(call), 'the signature should not hold for another body');
      assert.equal((await rowOf(requestId))[0].attempt_id, 'a-1');
    } finally {
      await receiver.stop();
    }
  });

  it('is told by webhook why a job failed', async () => {
    const receiver = await startReceiver();
    try {
      await backlot.fault({ route: 'submit', prompt: 'webhook of a failure', action: 'fail', error_type: 'image_too_small' });
      await fal.queue.submit(text, { input: marked('webhook of a failure'), webhookUrl: receiver.address });
      const call = await receiver.next();
      const said = JSON.parse(call.body);
      assert.equal(said.status, 'ERROR');
      assert.equal(said.payload.detail[0].type, 'image_too_small');
      assert.ok(await signatureHolds(call));
    } finally {
      await receiver.stop();
    }
  });

  it('uploads a picture on the way, and it is what the clip starts from', async () => {
    const drawn = await fal.subscribe('fal-ai/nano-banana-2', { input: { prompt, aspect_ratio: '16:9' }, pollInterval: 50 });
    const [image] = drawn.data.images;
    const bytes = await (await fetch(image.url)).arrayBuffer();
    assert.deepEqual(sizeOfPng(bytes), [image.width, image.height]);
    const result = await fal.subscribe('bytedance/seedance-2.0/image-to-video', {
      input: { prompt, image_url: new File([bytes], 'frame.png', { type: 'image/png' }), duration: '4', resolution: '480p' }, pollInterval: 50 });
    assert.equal(typeof result.data.seed, 'number');
    assert.ok(isWholeMp4(await (await fetch(result.data.video.url)).arrayBuffer()));
  });

  it('uploads a large file in parts, and it comes back the same', async () => {
    const bytes = randomBytes(92 * 1024 * 1024);
    const url = await fal.storage.upload(new File([bytes], 'large.mp4', { type: 'video/mp4' }));
    const answer = await fetch(url);
    assert.equal(answer.headers.get('content-type'), 'video/mp4');
    assert.equal(sha256(Buffer.from(await answer.arrayBuffer())), sha256(bytes));
    const part = await fetch(url, { headers: { Range: 'bytes=10485760-10485769' } });
    assert.equal(part.status, 206);
    assert.deepEqual(Buffer.from(await part.arrayBuffer()), bytes.subarray(10485760, 10485770));
  });

  it('understands which field is wrong', async () => {
    await assert.rejects(fal.queue.submit(text, { input: { ...input, duration: '2' } }), (error) => {
      assert.ok(error instanceof ValidationError);
      const [problem] = error.getFieldErrors('duration');
      assert.equal(problem.type, 'one_of');
      assert.ok(problem.ctx.expected.includes('3'));
      return true;
    });
  });

  it('understands a refusal', async () => {
    await backlot.fault({ route: 'submit', prompt: 'to be refused', action: 'refuse' });
    await assert.rejects(fal.subscribe(text, { input: marked('to be refused'), pollInterval: 50 }),
      (error) => error instanceof ValidationError && error.fieldErrors[0].type === 'content_policy_violation');
  });

  it('waits and sends again by itself after 429, and pays once', async () => {
    await backlot.fault({ route: 'submit', prompt: 'too many', action: 'rate_limit' });
    const { request_id: requestId } = await fal.queue.submit(text, { input: marked('too many') });
    const [row] = await rowOf(requestId);
    assert.equal((await backlot.ledger()).filter((other) => other.request_hash === row.request_hash).length, 1);
  });

  it('sends again by itself after a lost answer, and pays twice: which is why the product does not retry so', async () => {
    await backlot.fault({ route: 'submit', prompt: 'paid twice', action: 'accept_then_500', status: 502 });
    const { request_id: requestId } = await fal.queue.submit(text, { input: marked('paid twice') });
    const [row] = await rowOf(requestId);
    assert.equal((await backlot.ledger()).filter((other) => other.request_hash === row.request_hash).length, 2);
  });

  it('finds the Backlot through its proxy setting alone', async () => {
    const proxied = createFalClient({ proxyUrl: { url: backlot.at('fal-proxy'), when: 'always' } });
    const result = await proxied.subscribe(text, { input: marked('proxied'), pollInterval: 50 });
    assert.match(result.data.video.url, /\.mp4$/);
  });

  it('is turned away without a key', async () => {
    const keyless = createFalClient({ credentials: () => undefined, fetch: led });
    await assert.rejects(keyless.queue.submit(text, { input }), (error) => error instanceof ApiError && error.status === 401);
  });

  // As fal's page says, with node's own Ed25519.
  async function signatureHolds({ headers, body }) {
    const { keys } = await (await fetch(backlot.at('fal-rest/.well-known/jwks.json'))).json();
    const message = [headers['x-fal-webhook-request-id'], headers['x-fal-webhook-user-id'], headers['x-fal-webhook-timestamp'], sha256(body)].join('\n');
    const age = Math.abs(Date.now() / 1000 - Number(headers['x-fal-webhook-timestamp']));
    return age < 300 && keys.some(({ x }) =>
      verify(null, Buffer.from(message), createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }), Buffer.from(headers['x-fal-webhook-signature'], 'hex')));
  }
});

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

describe('@fal-ai/client, without the queue', () => {
  let backlot, fal;

  const led = (url, init) => fetch(String(url).replace('https://fal.run/', backlot.at('fal-run/')).replace('https://queue.fal.run/', backlot.at('fal/')), init);

  before(async () => {
    backlot = await startBacklot();
    fal = createFalClient({ credentials: 'id:secret', fetch: led, retry: { maxRetries: 0 } });
  });
  after(() => backlot.stop());

  it('waits for the output of a call, and learns what is wrong with one', async () => {
    const result = await fal.run(text, { input });
    assert.ok(isWholeMp4(await (await fetch(result.data.video.url)).arrayBuffer()));
    const [row] = await backlot.ledger();
    assert.deepEqual([row.request_id, row.charged_micro_usd], [result.requestId, 252000]);
    await assert.rejects(fal.run(text, { input: { prompt, duration: '99' } }), (error) => error instanceof ValidationError && error.fieldErrors[0].type === 'one_of');
  });

  it('is turned away while the account runs as much as it may', async () => {
    await backlot.fault({ route: 'submit', prompt: 'for ever', action: 'stuck_progress', times: 2 });
    for (const request of [1, 2]) {
      const { request_id: requestId } = await fal.queue.submit(text, { input: { ...input, prompt: `${prompt}\nNote: for ever ${request}` } });
      while ((await fal.queue.status(text, { requestId })).status !== 'IN_PROGRESS') await new Promise((next) => setTimeout(next, 20));
    }

    await assert.rejects(fal.run(text, { input }), (error) => error instanceof ApiError && error.status === 429);
  });
});
