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

  const schema = { type: 'object', additionalProperties: false, required: ['mood'], properties: { mood: { type: 'string', enum: ['calm', 'tense'] } } };
  const asked = { model: 'gpt-5.4', input: 'A tense scene.', text: { format: { type: 'json_schema', name: 'scene', strict: true, schema } } };
  const messages = [{ role: 'system', content: 'You name moods.' }, { role: 'user', content: 'A tense scene.' }];
  const format = { type: 'json_schema', json_schema: { name: 'scene', strict: true, schema } };

  it('answers in a schema, keeps what it said and goes on from it', async () => {
    const response = await openai.responses.create(asked, attempt('response'));
    assert.deepEqual(JSON.parse(response.output_text), { mood: 'tense' });
    assert.equal((await openai.responses.retrieve(response.id)).output_text, response.output_text);
    const next = await openai.responses.create({ ...asked, input: 'And the same again?', previous_response_id: response.id });
    assert.deepEqual(JSON.parse(next.output_text), { mood: 'tense' });
    await openai.responses.delete(response.id);
    await assert.rejects(openai.responses.retrieve(response.id), NotFoundError);
    const [row] = await rows('response');
    assert.equal(row.units, response.usage.total_tokens);
  });

  it('answers in the background, and is asked until it is there', async () => {
    let response = await openai.responses.create({ ...asked, background: true });
    assert.equal(response.status, 'queued');
    while (response.status === 'queued' || response.status === 'in_progress') response = await openai.responses.retrieve(response.id);
    assert.deepEqual([response.status, JSON.parse(response.output_text)], ['completed', { mood: 'tense' }]);
    await backlot.fault({ route: 'submit', provider: 'openai', attempt_id: 'stuck', action: 'stuck_progress' });
    const stuck = await openai.responses.create({ ...asked, background: true }, attempt('stuck'));
    assert.equal((await openai.responses.cancel(stuck.id)).status, 'cancelled');
    await assert.rejects(openai.responses.create({ ...asked, background: true, store: false }), (error) => error instanceof BadRequestError && error.param === 'store');
  });

  it('streams an answer, and takes up one that broke off', async () => {
    const stream = openai.responses.stream({ ...asked, background: true });
    const [seen, pieces] = [[], []];
    for await (const event of stream) {
      seen.push(event);
      if (event.type === 'response.output_text.delta') pieces.push(event.delta);
    }
    const whole = await stream.finalResponse();
    assert.equal(pieces.join(''), whole.output_text);
    assert.deepEqual(seen.map((event) => event.sequence_number), seen.map((_, index) => index));
    const rest = [];
    for await (const event of await openai.responses.retrieve(whole.id, { stream: true, starting_after: 4 })) rest.push(event.type);
    assert.deepEqual(rest, seen.slice(5).map((event) => event.type));
  });

  it('answers chat completions, whole and as a stream', async () => {
    const whole = await openai.chat.completions.parse({ model: 'gpt-5.4', messages, response_format: format });
    assert.deepEqual([whole.choices[0].message.parsed, whole.choices[0].finish_reason], [{ mood: 'tense' }, 'stop']);
    const stream = openai.chat.completions.stream({ model: 'gpt-5.4', messages, response_format: format, stream_options: { include_usage: true } });
    const last = await stream.finalChatCompletion();
    assert.equal(last.choices[0].message.content, whole.choices[0].message.content);
    assert.deepEqual(last.usage.total_tokens, whole.usage.total_tokens);
    await backlot.fault({ route: 'submit', provider: 'openai', attempt_id: 'cut', action: 'fail', error_type: 'max_output_tokens' });
    const cut = await openai.chat.completions.create({ model: 'gpt-5.4', messages }, attempt('cut'));
    assert.equal(cut.choices[0].finish_reason, 'length');
    await backlot.fault({ route: 'submit', provider: 'openai', attempt_id: 'no', action: 'refuse' });
    assert.ok((await openai.chat.completions.create({ model: 'gpt-5.4', messages }, attempt('no'))).choices[0].message.refusal);
    await assert.rejects(openai.chat.completions.create({ model: 'gpt-5.4', messages, response_format: { type: 'json_object' } }), (error) => error instanceof BadRequestError && error.param === 'messages');
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
    const planner = new AzureOpenAI({ endpoint: backlot.at('azure'), apiKey: 'test', apiVersion: '2025-04-01-preview', deployment: 'our-planner' });
    assert.equal((await planner.chat.completions.create({ model: 'our-planner', messages })).choices[0].finish_reason, 'stop');
    await assert.rejects(v1.responses.create({ model: 'our-planner', input: 'moderation_blocked_test' }), (error) => error instanceof BadRequestError && error.code === 'content_filter');
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

  it('edits, extends and previews a video, and makes a character of it', async () => {
    const video = await finished(await openai.videos.create({ model: 'sora-2', prompt, seconds: '4', size: '1280x720' }));
    const edited = await finished(await openai.videos.edit({ prompt: 'Lighting: cool hard light', video: { id: video.id } }));
    const longer = await finished(await openai.videos.extend({ prompt, seconds: '8', video: { id: video.id } }));
    assert.deepEqual([edited.seconds, longer.seconds], ['4', '12']);
    const clip = Buffer.from(await (await openai.videos.downloadContent(video.id)).arrayBuffer());
    assert.notDeepEqual(Buffer.from(await (await openai.videos.downloadContent(edited.id)).arrayBuffer()), clip);
    const again = await finished(await openai.videos.edit({ prompt: 'Lighting: cool hard light', video: await toFile(clip, 'clip.mp4', { type: 'video/mp4' }) }));
    assert.equal(again.status, 'completed');
    const types = await Promise.all(['thumbnail', 'spritesheet'].map(async (variant) => (await openai.videos.downloadContent(video.id, { variant })).headers.get('content-type')));
    assert.deepEqual(types, ['image/webp', 'image/jpeg']);
    const character = await openai.videos.createCharacter({ name: 'Ada', video: await toFile(clip, 'ada.mp4', { type: 'video/mp4' }) });
    assert.deepEqual(await openai.videos.getCharacter(character.id), character);
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
