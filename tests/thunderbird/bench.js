/**
 * Measures what the add-in costs a sender, and prints it; nothing here passes or fails. Runs with and without the add-in
 * take turns, so that both see the same machine.
 */
import { randomBytes } from "node:crypto";
import { Composer } from "./support/composer.js";
import { Office } from "./support/office.js";
import { Thunderbird } from "./support/thunderbird.js";

const ROUNDS = Number(process.env["ROUNDS"] ?? 15);
const MIB = 1024 * 1024;
const LETTER = { to: ["sanne@morgenlicht.example"], subject: "Overleg", body: "<p>Tot donderdag.</p>" };

const office = new Office();
await office.open();
const plain = await Thunderbird.start({ smtp: office.smtp, policies: undefined });
try {
  await harmless();
  await large();
  await warning();
} finally {
  await plain.stop();
  await office.close();
}

/** From Send to the mail server, with and without the add-in. */
async function harmless() {
  /** @type {Record<"with" | "without", number[]>} */
  const took = { with: [], without: [] };
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const [which, thunderbird] of /** @type {const} */ ([
      ["with", office.thunderbird],
      ["without", plain],
    ])) {
      const composer = await Composer.open(thunderbird, LETTER);
      const began = performance.now();
      const { at } = await office.mail(() => composer.send());
      if (round >= 0) {
        took[which].push(at - began);
      }
      await composer.gone();
    }
  }
  const [slower, faster] = [median(took.with), median(took.without)];
  say("Send to mail server with the add-in", took.with);
  say("Send to mail server without", took.without);
  process.stdout.write(`added delay, median: ${Math.round(slower - faster)} ms\n`);
}

/** From Send to the question at the service, with 25 MiB that did not go ahead. */
async function large() {
  const took = [];
  for (let round = 0; round < 3; round += 1) {
    const path = await office.file(`groot ${round}.bin`, new Uint8Array(0));
    const composer = await office.write({ ...LETTER, files: [path] });
    // Filled after it was attached: what went ahead is another file.
    await office.file(`groot ${round}.bin`, randomBytes(25 * MIB));
    const began = performance.now();
    await office.mail(() => composer.send());
    took.push((office.service.seen(/\/checks$/u).at(-1)?.at ?? NaN) - began);
    await composer.gone();
  }
  say("Send with 25 MiB to the question at the service", took);
}

/** From Send to the painted warning. */
async function warning() {
  const took = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const composer = await office.write({ ...LETTER, to: ["info@gmial.com"] });
    const began = Date.now();
    const dialog = await office.asked(composer);
    // Seen from outside and after two frames, so rather too much than too little.
    const painted = await dialog.page(
      "return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(Date.now()))))",
    );
    took.push(painted - began);
    await dialog.press("Terug naar de mail");
    await composer.free();
    await composer.close();
  }
  say("Send to painted warning", took);
}

/** @param {number[]} all */
function median(all) {
  return [...all].sort((one, other) => one - other)[Math.floor(all.length / 2)] ?? NaN;
}

/** @param {string} what @param {number[]} all milliseconds */
function say(what, all) {
  const [least, most] = [Math.min(...all), Math.max(...all)].map(Math.round);
  process.stdout.write(`${what}: median ${Math.round(median(all))} ms of ${all.length}, ${least} to ${most}\n`);
}
