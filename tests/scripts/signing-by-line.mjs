// Performs the operation on keys in each line of the input, a JSON object, and answers with a line.

import { stdin } from "node:process";
import { text } from "node:stream/consumers";

import { canonical } from "immerse/record/canonical.mjs";
import { Refusal } from "immerse/record/faults.mjs";
import { fold } from "immerse/sign/folding.mjs";
import { sign } from "immerse/sign/jws.mjs";
import { cardFile, newCard, openCard, readCard } from "immerse/sign/keycard.mjs";
import { isLongEnough } from "immerse/sign/passphrases.mjs";
import { makeRequest, requestFile } from "immerse/sign/requests.mjs";
import { trusted } from "immerse/sign/trusting.mjs";
import { readSigners } from "immerse/sign/signers.mjs";

/** @param {string} said */
function bytesOf(said) {
  return new TextEncoder().encode(said);
}

/** @param {Uint8Array} bytes */
function textOf(bytes) {
  return new TextDecoder().decode(bytes);
}

/** @param {{card: string, passphrase: string, text?: string}} asked */
async function open({ card, passphrase, text = "" }) {
  return { jws: await sign(bytesOf(text), await openCard(readCard(bytesOf(card)), passphrase)) };
}

/** @param {{passphrase: string, client: string, name: string, role: string}} asked */
async function make({ passphrase, ...asked }) {
  const { card, signer } = await newCard(passphrase);
  const request = await makeRequest(card, signer, { ...asked, at: "2026-12-01T08:30:00.000Z" });
  return {
    card: textOf(cardFile(card)),
    request: textOf(requestFile(request)),
    request_proof: request.proof,
    extractable: signer.key.extractable,
  };
}

/** @param {{passphrase: string}} asked */
function judge({ passphrase }) {
  return { enough: isLongEnough(passphrase) };
}

/** @param {{file: string, client: string}} asked */
function signers({ file, client }) {
  return { signers: readSigners(bytesOf(file), client).all };
}

/** @param {{events: any[], published: any, texts: any, now: string}} asked */
function folded({ events, published, texts, now }) {
  return { fold: canonical(fold(events, published, texts, now)) };
}

/** @param {{record: any, books: any, signers: any}} asked */
async function trust({ record, books, signers }) {
  return { trusted: canonical(await trusted(record, books, signers)) };
}

/** @type {Record<string, (asked: any) => any>} */
const ANSWERS = { open, make, judge, signers, folded, trust };

/** @param {any} asked */
async function answer(asked) {
  try {
    return await ANSWERS[asked.do](asked);
  } catch (error) {
    if (error instanceof Refusal) {
      return { fault: error.fault };
    }
    throw error;
  }
}

for (const line of (await text(stdin)).split("\n").filter(Boolean)) {
  console.log(JSON.stringify(await answer(JSON.parse(line))));
}
