// OpenAI's own JavaScript client against the Backlot.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import OpenAI, { AuthenticationError, AzureOpenAI, BadRequestError, NotFoundError, RateLimitError, toFile } from 'openai';
import { isWholeMp4, prompt, sizeOfPng, startBacklot } from './support/backlot.js';

const model = 'gpt-image-2';

describe('openai', { concurrency: 4 }, () => {
  let backlot, openai;

  before(async () => {
    backlot = await startBacklot();
    openai = new OpenAI({ apiKey: 'sk-test', baseURL: backlot.at('openai/v1') });
  });
  after(() => backlot.stop());

  const bytes = (image) => Buffer.from(image.b64_json, 'base64');
  const rows = async (word) => (await backlot.ledger()).filter((row) => row.attempt_id === word);
  const attempt = (word) => ({ headers: { 'X-Attempt-Id': word } });

  it('draws a picture of the size that was asked for', async () => {
    const drawn = await openai.images.generate({ model, prompt, size: '512x288', quality: 'low' }, attempt('drawn'));
    assert.deepEqual(sizeOfPng(bytes(drawn.data[0])), [512, 288]);
    assert.deepEqual([drawn.size, drawn.quality, drawn.output_format], ['512x288', 'low', 'png']);
    assert.equal(drawn.usage.total_tokens, drawn.usage.input_tokens + drawn.usage.output_tokens);
    const [row] = await rows('drawn');
    assert.equal(row.charged_micro_usd, Math.trunc((drawn.usage.input_tokens * 5000 + drawn.usage.output_tokens * 30000) / 1000));
  });

  it('draws several at once, and another time the same', async () => {
    const ask = () => openai.images.generate({ model, prompt, n: 2, size: '256x256' });
    const [one, other] = [await ask(), await ask()];
    assert.equal(one.data.length, 2);
    assert.equal(one.data[0].b64_json, other.data[0].b64_json);
  });

  it('streams a picture', async () => {
    const stream = await openai.images.generate({ model, prompt, size: '256x256', stream: true });
    const events = [];
    for await (const event of stream) events.push(event);
    assert.equal(events.at(-1).type, 'image_generation.completed');
    assert.deepEqual(sizeOfPng(bytes(events.at(-1))), [256, 256]);
  });

  it('edits pictures that are sent as files', async () => {
    const drawn = await openai.images.generate({ model, prompt, size: '256x256' });
    const files = await Promise.all(['one.png', 'two.png'].map((name) => toFile(bytes(drawn.data[0]), name, { type: 'image/png' })));
    const edited = await openai.images.edit({ model, image: files, prompt: 'Lighting: dark', size: '256x256' });
    assert.deepEqual(sizeOfPng(bytes(edited.data[0])), [256, 256]);
    await assert.rejects(openai.images.edit({ model, image: await toFile(Buffer.from('not a picture'), 'x.png', { type: 'image/png' }), prompt }),
      (error) => error instanceof BadRequestError && error.param === 'image');
  });

  it('understands refusals and mistakes', async () => {
    await assert.rejects(openai.images.generate({ model, prompt: `${prompt} moderation_blocked_test` }),
      (error) => error instanceof BadRequestError && error.code === 'moderation_blocked' && error.type === 'image_generation_user_error');
    await assert.rejects(openai.images.generate({ model, prompt, size: '100x100' }), (error) => error instanceof BadRequestError && error.param === 'size');
    await assert.rejects(openai.images.generate({ model: 'dall-e-3', prompt }), (error) => error instanceof NotFoundError && error.code === 'model_not_found');
    await assert.rejects(new OpenAI({ apiKey: ' ', baseURL: backlot.at('openai/v1') }).images.generate({ model, prompt }), AuthenticationError);
  });

  it('waits as long as it is told, and pays once', async () => {
    await backlot.fault({ route: 'submit', provider: 'openai', attempt_id: 'patient', action: 'rate_limit', retry_after: 1 });
    const from = process.hrtime.bigint();
    await openai.images.generate({ model, prompt, size: '256x256' }, attempt('patient'));
    assert.ok(process.hrtime.bigint() - from >= 1_000_000_000n);
    assert.equal((await rows('patient')).length, 1);
  });

  it('is told that the account is empty', async () => {
    const once = new OpenAI({ apiKey: 'sk-test', baseURL: backlot.at('openai/v1'), maxRetries: 0 });
    await backlot.fault({ route: 'submit', provider: 'openai', attempt_id: 'empty', action: 'rate_limit', error_type: 'insufficient_quota' });
    await assert.rejects(once.images.generate({ model, prompt }, attempt('empty')), (error) => error instanceof RateLimitError && error.code === 'insufficient_quota');
  });

  it('sends again by itself after a lost answer, and pays twice: which is why the product does not retry so', async () => {
    await backlot.fault({ route: 'submit', provider: 'openai', attempt_id: 'twice', action: 'accept_then_500' });
    await openai.images.generate({ model, prompt, size: '256x256' }, attempt('twice'));
    assert.equal((await rows('twice')).length, 2);
  });

  it('lists models and the days from which they are gone', async () => {
    const models = [];
    for await (const listed of openai.models.list()) models.push(listed);
    const ids = models.map((listed) => listed.id);
    assert.ok(ids.includes(model) && !ids.includes('sora-2') && !ids.includes('gpt-image-1'));
    assert.equal(models.find((listed) => listed.id === 'gpt-image-1.5')?.shutdown_date, '2026-12-01');
    assert.equal((await openai.models.retrieve(model)).shutdown_date ?? null, null);
  });

  it('finds no videos any more', async () => {
    await assert.rejects(openai.videos.create({ model: 'sora-2', prompt }), (error) => error instanceof NotFoundError && /shut down on September 24, 2026/.test(error.message));
  });

  it('serves Azure by deployment, with a filter of its own', async () => {
    const azure = new AzureOpenAI({ endpoint: backlot.at('azure'), apiKey: 'test', apiVersion: '2025-04-01-preview', deployment: model });
    const drawn = await azure.images.generate({ prompt, size: '256x256' });
    assert.deepEqual(sizeOfPng(bytes(drawn.data[0])), [256, 256]);
    await assert.rejects(azure.images.generate({ prompt: 'moderation_blocked_test' }), (error) => error instanceof BadRequestError && error.code === 'content_filter');
    const v1 = new OpenAI({ baseURL: backlot.at('azure/openai/v1'), apiKey: 'test' });
    assert.equal((await v1.images.generate({ model, prompt, size: '256x256' })).data.length, 1);
  });
});

describe('openai, on a day before the Videos API was shut down', () => {
  let backlot, openai;

  before(async () => {
    backlot = await startBacklot();
    await backlot.admin('clock/set', { now: '2026-09-01T12:00:00Z' });
    openai = new OpenAI({ apiKey: 'sk-test', baseURL: backlot.at('openai/v1') });
  });
  after(() => backlot.stop());

  it('makes, follows, downloads, remixes, lists and deletes a video', async () => {
    let video = await openai.videos.create({ model: 'sora-2', prompt, seconds: '4', size: '1280x720' });
    assert.equal(new Date(video.created_at * 1000).toISOString().slice(0, 10), '2026-09-01');
    video = await finished(video);
    assert.deepEqual([video.status, video.progress, video.seconds, video.error], ['completed', 100, '4', null]);
    const clip = await openai.videos.downloadContent(video.id);
    assert.ok(isWholeMp4(await clip.arrayBuffer()));
    const remix = await finished(await openai.videos.remix(video.id, { prompt: 'Lighting: cool hard light' }));
    assert.equal(remix.remixed_from_video_id, video.id);
    const listed = [];
    for await (const one of openai.videos.list({ limit: 1 })) listed.push(one.id);
    assert.deepEqual(listed, [remix.id, video.id]);
    assert.equal((await openai.videos.delete(remix.id)).deleted, true);
    await assert.rejects(openai.videos.retrieve(remix.id), NotFoundError);
  });

  it('forgets the file after an hour', async () => {
    const video = await finished(await openai.videos.create({ prompt }));
    await backlot.admin('clock/advance', { seconds: 3601 });
    await assert.rejects(openai.videos.downloadContent(video.id), NotFoundError);
  });

  async function finished(video) {
    while (video.status !== 'completed' && video.status !== 'failed') {
      await new Promise((next) => setTimeout(next, 50));
      video = await openai.videos.retrieve(video.id);
    }
    return video;
  }
});
