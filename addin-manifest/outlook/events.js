/**
 * What runs in Outlook without a page: at Send, when composing begins, and when people or files change.
 *
 * One script for two kinds of runtimes: classic Outlook on Windows gives it an engine without a page (no DOM, no fetch,
 * no Blob, no atob, no crypto, no location), every other Outlook loads it in events.html. So it is written by hand in
 * ES2016, without a conditional operator and without `async`, and is given to Outlook as it stands here. The service
 * puts one line before it, which says where the service is and what the office wants.
 *
 * Never lets a mail pass in silence when something went wrong; never calls `event.completed` twice or not at all; writes
 * nothing to a console; keeps no id of an attachment, for in some clients that is only its place in a list.
 */
"use strict";

/** The control that a warning opens; the same in both manifests. */
const PANE = "pw.pane";
/** Outlook shows at most so much of a text, of a button, and of a hint, in characters. */
const MOST_TEXT = 500;
const MOST_LABEL = 20;
const MOST_HINT = 150;
/** Waited at Send altogether, in milliseconds: at five seconds Outlook shows that it takes long. */
const LONGEST = 4500;
const USUAL_DEADLINE = 4000;
/** Of the time at Send, left for the service when everything has been read. */
const FOR_THE_SERVICE = 1500;
/** Waited for something to be kept before the event ends. */
const TO_KEEP = 300;
/** Waited after a change before looking, and for a file that is handed in ahead of time. */
const QUIET = 1500;
const AHEAD = 60000;
/** Used until the service has said what it takes. */
const USUAL_LARGEST = 25 * 1024 * 1024;
/** A smaller file travels with the mail: handing it in would take longer. */
const WORTH_IT = 64 * 1024;

const WORDS = {
  nl: {
    notChecked: "Deze mail is niet gecontroleerd.",
    unreachable: "Postwacht is niet bereikbaar.",
    late: "Postwacht gaf niet op tijd antwoord.",
    busy: "Postwacht heeft het nu te druk.",
    not_admitted: "Postwacht kent deze mailbox nog niet. Open Postwacht één keer.",
    refused: "Postwacht kon deze mail niet lezen.",
    unread: "Outlook gaf de mail niet op tijd.",
    look: "Kijk zelf nog een keer naar de ontvangers en de bijlagen.",
    held: "Uw kantoor wil dat de mail wacht tot Postwacht weer antwoordt.",
    again: "Klopt het zo? Druk dan nog een keer op Verzenden.",
    ribbon: "Kies in het lint: Bekijk de controle.",
    open: "Postwacht openen",
    mend: "Bekijk en herstel",
  },
  en: {
    notChecked: "This mail was not checked.",
    unreachable: "Postwacht cannot be reached.",
    late: "Postwacht did not answer in time.",
    busy: "Postwacht is too busy at the moment.",
    not_admitted: "Postwacht does not know this mailbox yet. Please open Postwacht once.",
    refused: "Postwacht could not read this mail.",
    unread: "Outlook did not hand over the mail in time.",
    look: "Please look at the recipients and the files once more yourself.",
    held: "Your office wants the mail to wait until Postwacht answers again.",
    again: "Is it right as it is? Then press Send once more.",
    ribbon: "Choose in the ribbon: Look at the check.",
    open: "Open Postwacht",
    mend: "Look and mend",
  },
};

/** What this runtime remembers; the next one begins anew. */
const memory = { asked: new WeakMap(), devices: {}, changes: 0, getting: null };

// What Outlook offers

/** Whether this Outlook has a set of its interface. */
function has(version) {
  try {
    return Office.context.requirements.isSetSupported("Mailbox", version) === true;
  } catch (_fault) {
    return false;
  }
}

/** @returns {{ platform?: unknown, version?: string, hostVersion?: string }} */
function diagnostics() {
  try {
    return Office.context.diagnostics || Office.context.mailbox.diagnostics || {};
  } catch (_fault) {
    return {};
  }
}

function hostName() {
  try {
    return String(Office.context.mailbox.diagnostics.hostName || "Outlook");
  } catch (_fault) {
    return "Outlook";
  }
}

function tongue() {
  try {
    return String(Office.context.displayLanguage || "nl-NL");
  } catch (_fault) {
    return "nl-NL";
  }
}

function words() {
  if (tongue().toLowerCase().split(/[-_]/)[0] === "en") {
    return WORDS.en;
  }
  return WORDS.nl;
}

/** A failure with a name that the sender can be told. */
function Failure(fault) {
  this.fault = fault;
}

/** Calls back after a time, where the runtime can. */
function later(milliseconds, act) {
  if (typeof setTimeout === "function") {
    setTimeout(act, milliseconds);
  }
}

/** What comes of a promise, or of the time before it. */
function within(milliseconds, promise, otherwise) {
  return new Promise(function (resolve, reject) {
    later(milliseconds, function () {
      otherwise(resolve, reject);
    });
    promise.then(resolve, reject);
  });
}

/** Asks Outlook for something. It fails when Outlook cannot, and may never answer. */
function ask(act) {
  return new Promise(function (resolve, reject) {
    try {
      act(function (result) {
        if (result && result.status === "succeeded") {
          resolve(result.value);
        } else {
          reject(new Failure("unread"));
        }
      });
    } catch (_fault) {
      reject(new Failure("unread"));
    }
  });
}

/** The same, with something else where Outlook does not have it, fails or stays silent. */
function askOr(otherwise, milliseconds, act) {
  const asked = ask(act).catch(function () {
    return otherwise;
  });
  return within(milliseconds, asked, function (resolve) {
    resolve(otherwise);
  });
}

// What is kept with the draft, and with the mailbox

function recall(item, name) {
  return askOr("", 1000, function (back) {
    item.sessionData.getAsync(name, back);
  }).then(function (text) {
    return parsed(text);
  });
}

function keep(item, name, value) {
  return askOr(undefined, TO_KEEP, function (back) {
    item.sessionData.setAsync(name, JSON.stringify(value), back);
  });
}

function roaming(name) {
  try {
    return Office.context.roamingSettings.get(name);
  } catch (_fault) {
    return undefined;
  }
}

/** Keeps something with the mailbox. It ends when it is kept, or after a while. */
function roam(name, value) {
  return askOr(undefined, 1000, function (back) {
    Office.context.roamingSettings.set(name, value);
    Office.context.roamingSettings.saveAsync(back);
  });
}

/** What the office wants: as it said last, else as the service wrote before this script. */
function settings() {
  let written = {};
  if (typeof POSTWACHT === "object" && POSTWACHT !== null) {
    written = POSTWACHT;
  }
  const last = roaming("pw.settings") || {};
  const largest = Number(last.max_attachment_bytes || written.max_attachment_bytes);
  const deadline = Number(last.deadline_ms || written.deadline_ms);
  return {
    base: String(written.base || "") + "/api/v1",
    outage: String(last.outage || written.outage || "warn"),
    deadline: Math.min(deadline || USUAL_DEADLINE, LONGEST),
    largest: largest || USUAL_LARGEST,
  };
}

/** Remembers what the office wants now, when that is new. */
function learn(told) {
  if (!told || typeof told !== "object" || typeof told.outage !== "string") {
    return Promise.resolve();
  }
  const now = { outage: told.outage, deadline_ms: told.deadline_ms, max_attachment_bytes: told.max_attachment_bytes };
  if (JSON.stringify(now) === JSON.stringify(roaming("pw.settings"))) {
    return Promise.resolve();
  }
  return roam("pw.settings", now);
}

// Asking the service

/** The JSON of a text; nothing where it is none. */
function parsed(text) {
  try {
    return JSON.parse(String(text || "null"));
  } catch (_fault) {
    return null;
  }
}

/** One request. It gives the status and the JSON of the answer, or fails by name. */
function request(path, headers, body, milliseconds) {
  return new Promise(function (resolve, reject) {
    const xhr = new XMLHttpRequest();
    let over = false;
    function fail(fault) {
      if (!over) {
        over = true;
        reject(new Failure(fault));
      }
    }
    xhr.onload = function () {
      if (over) {
        return;
      }
      over = true;
      resolve({ status: xhr.status, json: parsed(xhr.responseText) });
    };
    xhr.onerror = function () {
      fail("unreachable");
    };
    xhr.ontimeout = function () {
      fail("late");
    };
    later(milliseconds, function () {
      fail("late");
    });
    xhr.open("POST", settings().base + path, true);
    xhr.timeout = milliseconds;
    Object.keys(headers).forEach(function (name) {
      xhr.setRequestHeader(name, headers[name]);
    });
    xhr.send(body);
  });
}

function post(path, value, milliseconds, token) {
  const headers = { "Content-Type": "application/json" };
  if (token) {
    headers.Authorization = "Bearer " + token;
  }
  return request(path, headers, JSON.stringify(value), milliseconds);
}

function meaning(status) {
  if (status === 401 || status === 403) {
    return "not_admitted";
  }
  if (status === 429 || status >= 500) {
    return "busy";
  }
  if (status === 0) {
    return "unreachable";
  }
  return "refused";
}

// Who asks: a device of this mailbox, one for each kind of Outlook

function place() {
  return hostName() + "/" + String(diagnostics().platform || "");
}

/** What this kind of Outlook was given; the other kinds have their own, for a token is used up when it is renewed. */
function device() {
  const kept = (roaming("pw.devices") || {})[place()];
  const own = memory.devices[place()];
  if (own && (!kept || own.until >= kept.until)) {
    return own;
  }
  return kept;
}

function admitted(tokens) {
  const mine = {
    refresh: String(tokens.refresh_token),
    access: String(tokens.access_token),
    until: Date.now() + Number(tokens.expires_in) * 1000,
  };
  memory.devices[place()] = mine;
  const all = Object.assign({}, roaming("pw.devices"));
  all[place()] = mine;
  return roam("pw.devices", all).then(function () {
    return mine.access;
  });
}

function enrol(milliseconds) {
  const key = roaming("pw.key");
  const mailbox = ownAddress();
  if (!key || !mailbox) {
    return Promise.reject(new Failure("not_admitted"));
  }
  const asked = { enrolment_key: key, mailbox: mailbox, client: client() };
  return post("/devices", asked, milliseconds).then(function (answer) {
    if (answer.status !== 200 || !answer.json) {
      throw new Failure(meaning(answer.status));
    }
    return admitted(answer.json);
  });
}

function renew(refresh, milliseconds) {
  return post("/devices/token", { refresh_token: refresh }, milliseconds).then(function (answer) {
    if (answer.status === 200 && answer.json) {
      return admitted(answer.json);
    }
    if (answer.status === 401) {
      return enrol(milliseconds);
    }
    throw new Failure(meaning(answer.status));
  });
}

function got(mine, milliseconds) {
  if (mine) {
    return renew(mine.refresh, milliseconds);
  }
  return enrol(milliseconds);
}

/** A token; a new one when the last was refused. Asked twice at once, it is got once. */
function token(fresh, milliseconds) {
  const mine = device();
  if (mine && !fresh && mine.until > Date.now() + 30000) {
    return Promise.resolve(mine.access);
  }
  if (!memory.getting) {
    memory.getting = got(mine, milliseconds).then(
      function (access) {
        memory.getting = null;
        return access;
      },
      function (fault) {
        memory.getting = null;
        throw fault;
      }
    );
  }
  return memory.getting;
}

/** Posts with a token, and once more with a new one when that was refused. `left` says how much time there is. */
function withToken(left, send) {
  return token(false, left()).then(function (access) {
    return send(access).then(function (answer) {
      if (answer.status !== 401) {
        return answer;
      }
      return token(true, left()).then(send);
    });
  });
}

// Reading the draft

function ownAddress() {
  try {
    return String(Office.context.mailbox.userProfile.emailAddress || "");
  } catch (_fault) {
    return "";
  }
}

function client() {
  return {
    name: hostName(),
    version: String(diagnostics().version || diagnostics().hostVersion || ""),
    platform: place(),
  };
}

/** How many recipients this Outlook gives of one field. A list so long may have been longer. */
function mostRecipients() {
  if (String(diagnostics().platform) === "Mac") {
    return Infinity;
  }
  if (has("1.16") || hostName() === "OutlookWebApp" || hostName() === "newOutlookWindows") {
    return 1000;
  }
  return 500;
}

/** People as the service takes them. Of a list nobody sees the members, so it counts as more than its address. */
function mailboxes(people) {
  const list = [];
  (people || []).forEach(function (person) {
    const address = String(person.emailAddress || "").trim();
    const name = String(person.displayName || "");
    const known = address.indexOf("@") > 0;
    if (known) {
      list.push({ address: address, name: name });
    }
    if (!known || person.recipientType === "distributionList") {
      list.push({ name: name || address });
    }
  });
  return list;
}

function people(item, field) {
  return ask(function (back) {
    item[field].getAsync(back);
  });
}

function kindOf(type) {
  return { newMail: "new", reply: "reply", forward: "forward" }[type] || "unknown";
}

/** A number for a text; not secret, but no two texts of an office share it by chance. */
function digest(text) {
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    one = Math.imul(one ^ sign, 2654435761);
    two = Math.imul(two ^ sign, 1597334677);
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909);
  two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
  return (two >>> 0).toString(16) + "-" + (one >>> 0).toString(16) + "-" + text.length.toString(16);
}

const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The UTF-8 of a text in base64; no runtime has to have anything for it. */
function base64(text) {
  const whole = text.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]|[\uD800-\uDFFF]/g, function (sign) {
    if (sign.length === 2) {
      return sign;
    }
    return "?";
  });
  const bytes = encodeURIComponent(whole).replace(/%([0-9A-F]{2})/g, function (_all, hex) {
    return String.fromCharCode(parseInt(hex, 16));
  });
  const parts = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const three =
      (bytes.charCodeAt(at) << 16) | ((bytes.charCodeAt(at + 1) || 0) << 8) | (bytes.charCodeAt(at + 2) || 0);
    let four = SIGNS[three >> 18] + SIGNS[(three >> 12) & 63];
    if (left > 1) {
      four += SIGNS[(three >> 6) & 63];
    } else {
      four += "=";
    }
    if (left > 2) {
      four += SIGNS[three & 63];
    } else {
      four += "=";
    }
    parts.push(four);
  }
  return parts.join("");
}

/** A mail that is attached has no ending in some clients, and by its ending it is read. */
function fileName(attachment, format) {
  const name = String(attachment.name || "");
  const ending = { eml: ".eml", iCalendar: ".ics" }[format];
  if (ending && name.toLowerCase().slice(-ending.length) !== ending) {
    return name + ending;
  }
  return name;
}

/** An attachment as far as it can be known without its content. */
function described(attachment) {
  return {
    name: String(attachment.name || ""),
    size: Math.max(0, Math.floor(Number(attachment.size) || 0)),
    media_type: "",
    inline: attachment.isInline === true,
  };
}

function missing(file, why) {
  file.missing = why;
  return file;
}

/** An attachment with its content, or with the reason why there is none. It never fails. */
function fileOf(item, attachment, largest, milliseconds) {
  const file = described(attachment);
  if (attachment.attachmentType === "cloud") {
    return Promise.resolve(missing(file, "cloud"));
  }
  if (file.size > largest) {
    return Promise.resolve(missing(file, "too_large"));
  }
  if (typeof item.getAttachmentContentAsync !== "function") {
    return Promise.resolve(missing(file, "unsupported"));
  }
  const read = new Promise(function (resolve) {
    function given(result) {
      if (!result || result.status !== "succeeded" || !result.value) {
        const code = String((result && result.error && (result.error.name || result.error.code)) || "");
        if (code.indexOf("NotSupported") >= 0) {
          resolve(missing(file, "unsupported"));
        } else {
          resolve(missing(file, "failed"));
        }
        return;
      }
      resolve(filled(file, attachment, result.value, largest));
    }
    try {
      item.getAttachmentContentAsync(attachment.id, given);
    } catch (_fault) {
      resolve(missing(file, "failed"));
    }
  });
  return within(milliseconds, read, function (resolve) {
    resolve(missing(described(attachment), "failed"));
  });
}

/** Puts the content into a file, by the form in which Outlook gave it. */
function filled(file, attachment, given, largest) {
  if (given.format === "url") {
    return missing(file, "cloud");
  }
  file.name = fileName(attachment, given.format);
  if (given.format === "base64") {
    file.content = String(given.content || "").replace(/\s/g, "");
  } else if (given.format === "eml" || given.format === "iCalendar") {
    file.media_type = { eml: "message/rfc822", iCalendar: "text/calendar" }[given.format];
    file.content = base64(String(given.content || ""));
  } else {
    return missing(file, "unsupported");
  }
  if (file.content.length > (largest / 3) * 4 + 4) {
    delete file.content;
    return missing(file, "too_large");
  }
  return file;
}

function attachments(item, largest, milliseconds) {
  return ask(function (back) {
    item.getAttachmentsAsync(back);
  }).then(function (list) {
    return Promise.all(
      list.map(function (attachment) {
        return fileOf(item, attachment, largest, milliseconds);
      })
    );
  });
}

/** All that travels in one request fits into one: what no longer fits is said to be too large. */
function bounded(files, largest) {
  let left = (largest / 3) * 4 + 4;
  files.forEach(function (file) {
    if (file.content === undefined) {
      return;
    }
    if (file.content.length > left) {
      delete file.content;
      missing(file, "too_large");
    } else {
      left -= file.content.length;
    }
  });
  return files;
}

/** The draft as the service takes it. It fails where the check would be of less than the mail. */
function read(item, milliseconds) {
  const largest = settings().largest;
  const body = ask(function (back) {
    item.body.getAsync("html", back);
  });
  const subject = ask(function (back) {
    item.subject.getAsync(back);
  });
  const from = askOr(null, milliseconds, function (back) {
    item.from.getAsync(back);
  });
  const kind = askOr(null, milliseconds, function (back) {
    item.getComposeTypeAsync(back);
  });
  const all = [
    people(item, "to"),
    people(item, "cc"),
    people(item, "bcc"),
    subject,
    body,
    attachments(item, largest, milliseconds),
    from,
    kind,
    recall(item, "pw.baseline"),
    draftId(item),
    recall(item, "pw.receipts"),
  ];
  return within(milliseconds + 200, Promise.all(all), function (_resolve, reject) {
    reject(new Failure("unread"));
  }).then(function (read) {
    const most = mostRecipients();
    const sender = read[6] || {};
    return {
      draft: read[9],
      client: client(),
      lang: tongue(),
      kind: kindOf(read[7] && read[7].composeType),
      from: { address: String(sender.emailAddress || ownAddress()), name: String(sender.displayName || "") },
      to: mailboxes(read[0]),
      cc: mailboxes(read[1]),
      bcc: mailboxes(read[2]),
      recipients_truncated: read.slice(0, 3).some(function (list) {
        return list.length >= most;
      }),
      baseline: read[8],
      subject: String(read[3] || ""),
      body: { format: "html", content: String(read[4] || "") },
      encrypted: false,
      attachments: read[5],
      receipts: read[10] || [],
    };
  });
}

/** An id of this draft, made once. */
function draftId(item) {
  return recall(item, "pw.draft").then(function (known) {
    if (typeof known === "string") {
      return known;
    }
    const id =
      "o-" + Date.now().toString(36) + "-" + Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2);
    return keep(item, "pw.draft", id).then(function () {
      return id;
    });
  });
}

// Checking

/** The message with references in the place of contents that were handed in ahead. By content, for ids do not stay. */
function referring(message, refs) {
  const copy = Object.assign({}, message);
  copy.attachments = message.attachments.map(function (file) {
    const ref = file.content !== undefined && file.content.length >= WORTH_IT && refs && refs[keyOf(file)];
    if (!ref) {
      return file;
    }
    const short = Object.assign({}, file, { ref: ref });
    delete short.content;
    return short;
  });
  copy.attachments = bounded(
    copy.attachments.map(function (file) {
      return Object.assign({}, file);
    }),
    settings().largest
  );
  return copy;
}

function keyOf(file) {
  return digest(file.name + "\n" + file.content);
}

const DECISIONS = ["allow", "warn", "confirm", "block"];

/** Asks the service about a draft. Gives the answer or fails by name. */
function check(message, refs, left) {
  function send(access) {
    return post("/checks", referring(message, refs), left(), access).then(function (answer) {
      if (answer.status !== 409) {
        return answer;
      }
      // What was handed in is gone, after a restart for one.
      return post("/checks", referring(message, null), left(), access);
    });
  }
  return withToken(left, send).then(function (answer) {
    const json = answer.json;
    if (answer.status !== 200) {
      throw new Failure(meaning(answer.status));
    }
    if (!json || DECISIONS.indexOf(json.decision) < 0 || !json.dialog || typeof json.dialog.text !== "string") {
      throw new Failure("unreachable");
    }
    return json;
  });
}

/** What the mail says and to whom, as a short text: the same mail gives the same. */
function fingerprint(message) {
  const files = message.attachments.map(function (file) {
    return [file.name, file.size, file.missing, file.content && digest(file.content)];
  });
  return digest(JSON.stringify([message.to, message.cc, message.bcc, message.subject, message.body, files]));
}

// Words of the warning

/** Cuts a text between two signs, never within one. */
function cut(text, most) {
  const signs = Array.from(String(text));
  if (signs.length <= most && String(text).length <= most) {
    return String(text);
  }
  let short = "";
  for (let at = 0; at < signs.length && short.length + signs[at].length < most; at += 1) {
    short += signs[at];
  }
  return short + "…";
}

/** A text and a sentence that must not be cut off. */
function joined(text, sentence) {
  return cut(text, MOST_TEXT - sentence.length - 2) + "\n\n" + sentence;
}

/**
 * What Outlook is told when the mail does not simply go. Newer things only where this Outlook has them.
 *
 * @returns {Office.SmartAlertsEventCompletedOptions}
 */
function stopped(text, markdown, label, escapable, context) {
  /** @type {Office.SmartAlertsEventCompletedOptions} */
  const options = { allowEvent: false, errorMessage: cut(text, MOST_TEXT) };
  if (has("1.14")) {
    options.cancelLabel = cut(label, MOST_LABEL);
    options.commandId = PANE;
    options.contextData = JSON.stringify(context);
    if (escapable) {
      options.sendModeOverride = "promptUser";
    }
  }
  if (has("1.15") && markdown && markdown.length <= MOST_TEXT) {
    options.errorMessageMarkdown = markdown;
  }
  return options;
}

/**
 * A warning that may be sent away. An Outlook that cannot offer that takes a second press on Send as the answer, for the
 * same mail only.
 */
function warned(item, mark, asked, text, markdown, label, context) {
  if (has("1.14")) {
    return Promise.resolve(stopped(text, markdown, label, true, context));
  }
  if (asked === mark || memory.asked.get(item) === mark) {
    return Promise.resolve({ allowEvent: true });
  }
  memory.asked.set(item, mark);
  return keep(item, "pw.asked", mark).then(function () {
    return stopped(joined(text, words().again), "", label, true, context);
  });
}

/** What an answer means for the event. The pane finds by the mark whether it looks at the same mail. */
function decided(item, answer, mark, asked) {
  if (answer.decision === "allow") {
    return Promise.resolve({ allowEvent: true });
  }
  return keep(item, "pw.last", { check: String(answer.id), mark: mark }).then(function () {
    return held(item, answer, mark, asked);
  });
}

function held(item, answer, mark, asked) {
  const dialog = answer.dialog;
  const label = dialog.label || words().mend;
  const context = { check: String(answer.id) };
  if (answer.decision === "warn") {
    return warned(item, mark, asked, dialog.text, dialog.markdown, label, context);
  }
  if (!has("1.14")) {
    return Promise.resolve(stopped(joined(dialog.text, words().ribbon), "", label, false, context));
  }
  return Promise.resolve(stopped(dialog.text, dialog.markdown, label, false, context));
}

/** What is said when nothing was checked: the office decides whether the mail may go all the same. */
function notChecked(item, fault, asked) {
  const said = words();
  const why = said.notChecked + " " + (said[fault] || said.unreachable) + " ";
  const context = { fault: fault };
  if (settings().outage === "block") {
    let way = said.held;
    if (fault === "not_admitted" && !has("1.14")) {
      way += " " + said.ribbon;
    }
    return Promise.resolve(stopped(why + way, "", said.open, false, context));
  }
  return warned(item, "not-checked", asked, why + said.look, "", said.open, context);
}

// The events

/**
 * Ends an event once, whatever happens: with what comes of the work, or else with what is said instead.
 *
 * @param {Office.MailboxEvent} event
 */
function ending(event, milliseconds, work, instead) {
  let over = false;
  let begun = false;
  let answered = false;
  function finish(options) {
    if (over) {
      return;
    }
    over = true;
    if (options === undefined) {
      event.completed();
    } else {
      event.completed(options);
    }
  }
  function fallBack(fault) {
    if (begun || over) {
      return;
    }
    begun = true;
    // What is told instead may fail as well, and the event ends all the same.
    Promise.resolve(fault)
      .then(instead)
      .then(finish, function () {
        finish({ allowEvent: false, errorMessage: words().notChecked });
      });
  }
  later(milliseconds, function () {
    if (!answered) {
      fallBack("late");
    }
  });
  try {
    work(function () {
      answered = true;
    }).then(
      function (options) {
        if (!begun) {
          finish(options);
        }
      },
      function (fault) {
        fallBack((fault instanceof Failure && fault.fault) || "unreachable");
      }
    );
  } catch (_fault) {
    fallBack("unread");
  }
}

/** The draft of an event; without one there is nothing to read. */
function theItem() {
  try {
    return Office.context.mailbox.item || {};
  } catch (_fault) {
    return {};
  }
}

function onMessageSend(event) {
  const item = theItem();
  const began = Date.now();
  const deadline = settings().deadline;
  let asked = null;
  function left() {
    return Math.max(200, deadline - (Date.now() - began));
  }
  function work(answered) {
    const was = recall(item, "pw.asked").then(function (mark) {
      asked = mark;
    });
    const reading = read(item, Math.max(500, deadline - FOR_THE_SERVICE));
    return Promise.all([reading, recall(item, "pw.refs"), was])
      .then(function (all) {
        const mark = fingerprint(all[0]);
        return check(all[0], all[1], left).then(function (answer) {
          answered();
          return Promise.all([
            decided(item, answer, mark, asked),
            within(TO_KEEP, learn(answer.settings), function (resolve) {
              resolve();
            }),
          ]);
        });
      })
      .then(function (all) {
        return all[0];
      });
  }
  ending(event, deadline, work, function (fault) {
    return notChecked(item, fault, asked);
  });
}

/** Notes to whom the mail went when composing began, and gets a token while nobody waits. */
function onNewMessageCompose(event) {
  const item = theItem();
  ending(
    event,
    AHEAD,
    function () {
      const all = [
        people(item, "to"),
        people(item, "cc"),
        token(false, AHEAD).catch(function () {
          return "";
        }),
      ];
      return Promise.all(all)
        .then(function (read) {
          return keep(item, "pw.baseline", { to: mailboxes(read[0]), cc: mailboxes(read[1]), own_field: "unknown" });
        })
        .then(function () {});
    },
    quietly
  );
}

/** Where nothing is decided, nothing is said. */
function quietly() {
  return Promise.resolve(undefined);
}

function onAttachmentsChanged(event) {
  afterQuiet(event, function (item) {
    return handIn(item);
  });
}

function onRecipientsChanged(event) {
  afterQuiet(event, function (item) {
    return handIn(item);
  });
}

/** Does something when for a while nothing else has changed. */
function afterQuiet(event, act) {
  const item = theItem();
  memory.changes += 1;
  const change = memory.changes;
  ending(
    event,
    AHEAD * 2,
    function () {
      return new Promise(function (resolve) {
        if (typeof setTimeout === "function") {
          setTimeout(resolve, QUIET);
        } else {
          resolve();
        }
      }).then(function () {
        if (change === memory.changes) {
          return act(item).then(function () {});
        }
        return undefined;
      });
    },
    quietly
  );
}

/** Hands large files in before Send, one after the other, so that then only references travel; then hints. */
function handIn(item) {
  function left() {
    return AHEAD;
  }
  return Promise.all([read(item, AHEAD), recall(item, "pw.refs")]).then(function (all) {
    const message = all[0];
    const known = all[1] || {};
    const refs = {};
    return message.attachments
      .reduce(function (before, file) {
        return before.then(function () {
          if (file.content === undefined || file.content.length < WORTH_IT) {
            return undefined;
          }
          const key = keyOf(file);
          if (known[key]) {
            refs[key] = known[key];
            return undefined;
          }
          return withToken(left, function (access) {
            const headers = {
              Authorization: "Bearer " + access,
              "Content-Type": "text/plain",
              "Content-Disposition":
                "attachment; filename*=UTF-8''" +
                encodeURIComponent(file.name).replace(/['()*]/g, function (sign) {
                  return "%" + sign.charCodeAt(0).toString(16).toUpperCase();
                }),
            };
            return request("/attachments?packed=base64", headers, file.content, AHEAD);
          }).then(function (answer) {
            if (answer.status === 200 && answer.json && typeof answer.json.ref === "string") {
              refs[key] = answer.json.ref;
            }
          });
        });
      }, Promise.resolve())
      .then(function () {
        return keep(item, "pw.refs", refs);
      })
      .then(function () {
        return hint(item, message, refs, left);
      });
  });
}

/** Says early what would be said at Send. The service is told that this is no Send yet. */
function hint(item, message, refs, left) {
  if (message.to.length + message.cc.length + message.bcc.length === 0) {
    return Promise.resolve();
  }
  const early = Object.assign({}, message, { at_send: false });
  return check(early, refs, left).then(function (answer) {
    const finding = (answer.findings || [])[0];
    return askOr(undefined, 1000, function (back) {
      if (answer.decision === "allow" || !finding) {
        item.notificationMessages.removeAsync("postwacht", back);
      } else {
        const shown = {
          type: "informationalMessage",
          message: cut(finding.title, MOST_HINT),
          icon: "Icon.16",
          persistent: false,
        };
        item.notificationMessages.replaceAsync("postwacht", shown, back);
      }
    });
  });
}

Office.actions.associate("onMessageSend", onMessageSend);
Office.actions.associate("onNewMessageCompose", onNewMessageCompose);
Office.actions.associate("onRecipientsChanged", onRecipientsChanged);
Office.actions.associate("onAttachmentsChanged", onAttachmentsChanged);
