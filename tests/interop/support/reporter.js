// Prints what failed and why, what was skipped and why, and one closing line.
export default async function* report(events) {
  const count = { passed: 0, failed: 0, skipped: 0 };
  for await (const { type, data } of events) {
    if (type === 'test:pass' || type === 'test:fail') {
      const suite = data.details.type === 'suite';
      if (data.skip !== undefined) {
        count.skipped++;
        yield `skipped: ${data.name}: ${data.skip}\n`;
      } else if (type === 'test:pass') {
        count.passed += suite ? 0 : 1;
      } else if (!suite || data.details.error.failureType !== 'subtestsFailed') {
        count.failed++;
        const { cause } = data.details.error;
        yield `FAILED: ${data.file ?? ''} ${data.name}\n${cause?.stack ?? cause ?? data.details.error.stack}\n`;
      }
    } else if (type === 'test:stderr') {
      process.stderr.write(data.message);
    }
  }
  yield `${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`;
}
