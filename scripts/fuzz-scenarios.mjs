// Fuzzes the scenario language: files made of the shipped ones, none of which may crash it, hang it or make it
// say anything but sentences.
//
//   node scripts/fuzz-scenarios.mjs [--files 100000] [--seed 1] [--from 0]

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { rolldown } from 'rolldown';

const root = resolve(import.meta.dirname, '..');
/** Of processor time, which a busy machine does not stretch: no batch of files takes a tenth of it. */
const hangAfterMs = 60_000;
const batch = 50;

async function bundled() {
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'fuzz-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const build = await rolldown({
    input: join(root, 'scripts/fuzz/fuzz.ts'),
    platform: 'node',
    logLevel: 'silent',
  });
  const { output } = await build.write({ dir: folder, format: 'esm' });
  await build.close();
  return pathToFileURL(join(folder, output[0].fileName)).href;
}

/** In the worker: tells each file before it is tried, so that a hang is known by its number. */
async function fuzz({ bundle, seed, from, to }) {
  const { fateOf, shippedTexts } = await import(bundle);
  const texts = shippedTexts(root);
  let fates = { refused: 0, ran: 0 };
  for (let number = from; number < to; number++) {
    if (number % batch === 0) {
      parentPort.postMessage({ number, fates });
      fates = { refused: 0, ran: 0 };
    }
    try {
      fates[fateOf(texts, seed, number)]++;
    } catch (error) {
      parentPort.postMessage({ number, fates, mishap: error.message });
      fates = { refused: 0, ran: 0 };
    }
  }
  parentPort.postMessage({ number: to, fates, done: true });
}

async function watch() {
  const { values } = parseArgs({
    options: {
      files: { type: 'string', default: '100000' },
      seed: { type: 'string', default: '1' },
      from: { type: 'string', default: '0' },
    },
  });
  const [files, seed, from] = [values.files, values.seed, values.from].map(Number);
  if (![files, seed, from].every((value) => Number.isSafeInteger(value) && value >= 0)) {
    console.error('--files, --seed and --from are whole numbers');
    return 2;
  }
  const bundle = await bundled();
  const { fuzzedFile, shippedTexts } = await import(bundle);
  const texts = shippedTexts(root);
  const total = { refused: 0, ran: 0, mishaps: 0, hangs: 0 };
  const kept = join(root, 'fuzz-mishaps');
  const report = (number, what) => {
    mkdirSync(kept, { recursive: true });
    const file = join(kept, `${seed}-${number}.yaml`);
    writeFileSync(file, fuzzedFile(texts, seed, number));
    console.log(`file ${number} of seed ${seed}: ${what}\n  kept as ${file}`);
  };
  const part = (start) =>
    new Promise((settle, fail) => {
      const worker = new Worker(new URL(import.meta.url), {
        workerData: { bundle, seed, from: start, to: from + files },
      });
      let at = start;
      let since = process.cpuUsage();
      const timer = setInterval(async () => {
        const { user, system } = process.cpuUsage(since);
        if ((user + system) / 1000 < hangAfterMs) return;
        clearInterval(timer);
        await worker.terminate();
        total.hangs++;
        console.log(
          `one of files ${at} to ${at + batch - 1} of seed ${seed} takes longer than ${hangAfterMs} ms`,
        );
        settle(at + batch);
      }, 1000);
      worker.on('error', (error) => {
        clearInterval(timer);
        fail(error);
      });
      worker.on('message', ({ number, fates, mishap, done }) => {
        since = process.cpuUsage();
        at = number;
        total.refused += fates.refused;
        total.ran += fates.ran;
        if (mishap !== undefined) {
          total.mishaps++;
          report(number, mishap);
        }
        if (number > start && number % 10_000 === 0) console.log(`${number} files, ${total.ran} ran`);
        if (!done) return;
        clearInterval(timer);
        settle(from + files);
      });
    });
  for (let start = from; start < from + files; ) start = await part(start);
  console.log(
    `${files} files of seed ${seed}: ${total.refused} refused, ${total.ran} run, ${total.mishaps} mishaps, ${total.hangs} hangs`,
  );
  return total.mishaps + total.hangs > 0 ? 1 : 0;
}

if (isMainThread) process.exitCode = await watch();
else await fuzz(workerData);
