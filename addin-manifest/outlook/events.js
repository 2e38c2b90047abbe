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
const LONGEST = 4400;
const SHORTEST = 500;
const USUAL_DEADLINE = 4000;
/** Of the time at Send, left for the service when everything has been read. */
const FOR_THE_SERVICE = 1500;
/** Waited for something to be kept before the event ends. */
const TO_KEEP = 200;
/** Waited after a change before looking, and for a file that is handed in ahead of time. */
const QUIET = 1500;
const AHEAD = 60000;
/** Used until the service has said what it takes. */
const USUAL_LARGEST = 25 * 1024 * 1024;
/** A smaller file travels with the mail: handing it in would take longer. */
const WORTH_IT = 64 * 1024;
/** The service takes no more people a mail. */
const MOST_PEOPLE = 2000;
/** Characters of a body beside which all files still fit into one request; pictures written into a longer one are left out. */
const USUAL_BODY = 4 * 1024 * 1024;
/** Characters that may be kept with a draft under one name: Outlook keeps 50 KB a draft in all. */
const MOST_KEPT = 20000;
/** Waited for tokens where nobody waits for them; and how long a place stays with who gets them. */
const GETTING = 30000;
/** Waited at Send for a token of Entra ID, while the mail is read; how long one is shown anew; and the longest there is. */
const FOR_ENTRA = 500;
const ENTRA_HOLDS = 300000;
const LONGEST_ENTRA = 8192;
/** How long Outlook is not asked again after one did not come, and after a reason that passes. */
const ENTRA_SILENT = 60000;
const ENTRA_LATER = 600000;
/** How long a refusal is believed before it is asked again: many mailboxes of an office stand behind one address. */
const REFUSED = 600000;

const WORDS = {
  nl: {
    noticed: "Postwacht zag iets aan deze mail.",
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
    noticed: "Postwacht noticed something about this mail.",
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
const memory = {
  /** Sends so far, and what was told after which of them, by draft. */
  sends: 0,
  asked: new WeakMap(),
  /** How many changes a draft had. */
  changes: new WeakMap(),
  /** Digests of contents, which are long. */
  digests: new WeakMap(),
  /** Where this installation keeps what is its own, its device, and the tokens that are on their way. */
  place: null,
  device: null,
  getting: null,
  /** The token of Entra ID, with all that is known about asking for one. */
  entra: null,
};

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

/**
 * Asks Outlook for something. It fails when Outlook cannot or gives what does not fit, and may never answer. A second
 * answer changes nothing.
 */
function ask(fits, act) {
  return new Promise(function (resolve, reject) {
    try {
      act(function (result) {
        if (result && result.status === "succeeded" && fits(result.value)) {
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

function anything() {
  return true;
}

function isText(value) {
  return typeof value === "string";
}

/** What comes of a promise; something else where it fails or stays silent. */
function or(otherwise, milliseconds, promise) {
  const asked = promise.catch(function () {
    return otherwise;
  });
  return within(milliseconds, asked, function (resolve) {
    resolve(otherwise);
  });
}

/** Asks Outlook; something else where Outlook does not have it, fails or stays silent. */
function askOr(otherwise, milliseconds, act) {
  return or(otherwise, milliseconds, ask(anything, act));
}

// What is kept with the draft, and with the mailbox

function recall(item, name) {
  return askOr("", 1000, function (back) {
    item.sessionData.getAsync(name, back);
  }).then(function (text) {
    return parsed(text);
  });
}

/** Keeps something with the draft. Says whether it is kept; where nobody waits longer, it may be kept all the same. */
function keep(item, name, value, milliseconds) {
  const text = JSON.stringify(value);
  if (text.length > MOST_KEPT) {
    return Promise.resolve(false);
  }
  return askOr(false, milliseconds || TO_KEEP, function (back) {
    item.sessionData.setAsync(name, text, back);
  }).then(function (kept) {
    return kept !== false;
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
  return {
    base: String(written.base || "") + "/api/v1",
    entra: written.entra === true,
    outage: String(last.outage || written.outage || "warn"),
    deadline: Math.min(atLeast(SHORTEST, last.deadline_ms, written.deadline_ms) || USUAL_DEADLINE, LONGEST),
    largest: atLeast(1, last.max_attachment_bytes, written.max_attachment_bytes) || USUAL_LARGEST,
  };
}

/** The first of two that is a number and not too small; none is zero. */
function atLeast(least, one, other) {
  if (Number(one) >= least) {
    return Number(one);
  }
  if (Number(other) >= least) {
    return Number(other);
  }
  return 0;
}

/** Remembers what the office wants now, when that is new. */
function learn(told) {
  if (!told || typeof told !== "object" || (told.outage !== "warn" && told.outage !== "block")) {
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

/** One request, with the token of Entra ID beside it where there is one. It never waits longer than it may. */
function request(path, headers, body, milliseconds) {
  const began = Date.now();
  return entraToken(Math.min(FOR_ENTRA, milliseconds / 2)).then(function (shown) {
    let all = headers;
    if (shown) {
      all = Object.assign({ "Postwacht-Entra-Token": shown }, headers);
    }
    return requestOnce(path, all, body, milliseconds - (Date.now() - began));
  });
}

/** It gives the status and the JSON of the answer, or fails by name. What comes first counts. */
function requestOnce(path, headers, body, milliseconds) {
  return new Promise(function (resolve, reject) {
    const xhr = new XMLHttpRequest();
    function answered() {
      resolve({ status: xhr.status, json: parsed(xhr.responseText) });
    }
    function failing(fault) {
      return function () {
        reject(new Failure(fault));
      };
    }
    xhr.onload = answered;
    xhr.onreadystatechange = function () {
      if (xhr.readyState === 4 && xhr.status > 0) {
        answered();
      }
    };
    xhr.onerror = failing("unreachable");
    xhr.onabort = failing("unreachable");
    xhr.ontimeout = failing("late");
    later(milliseconds, failing("late"));
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

// Who asks: a device of this mailbox in this place. See docs/decisions/0015-a-device-belongs-to-a-place.md

/**
 * How long Outlook is not asked again for a token of Entra ID after it refused one, by its code. The mail goes its way all
 * the same: the device's token opens the service, and nobody is asked to sign in while they want to send.
 */
function entraPause(code) {
  const forever = Infinity;
  const pauses = {
    // This Outlook or this manifest has no tokens; this kind of account; a wrong resource; Office is not let in.
    13000: forever,
    13003: forever,
    13004: forever,
    13005: forever,
    // Nobody is signed in, or somebody did not want to; the browser forgot who it was; Entra ID gave nothing.
    13001: ENTRA_LATER,
    13002: ENTRA_LATER,
    13006: ENTRA_LATER,
    13007: ENTRA_LATER,
    // It is being asked elsewhere.
    13008: 0,
    // A zone of the browser that keeps pages apart; no tokens on this platform.
    13010: forever,
    13012: forever,
    // Asked too often.
    13013: ENTRA_LATER,
    // Office's own script is an old one; it is a new one when Outlook starts again.
    50001: forever,
  };
  if (pauses[code] === undefined) {
    return ENTRA_LATER;
  }
  return pauses[code];
}

/** Whether Outlook can have a token: the office set it up, and the mailbox lies in Exchange Online. */
function hasEntra() {
  if (!settings().entra || typeof OfficeRuntime !== "object" || OfficeRuntime === null || !OfficeRuntime.auth) {
    return false;
  }
  let account = "office365";
  try {
    account = Office.context.mailbox.userProfile.accountType || account;
  } catch (_fault) {
    // An Outlook that does not tell is asked.
  }
  return account === "office365" && typeof OfficeRuntime.auth.getAccessToken === "function";
}

/** Whether a text can stand in a header and be a signed token. */
function isSigned(text) {
  return isText(text) && text.length <= LONGEST_ENTRA && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text);
}

/** What is known of the token for this mailbox: until when it is shown, from when on Outlook may be asked, who asks now. */
function entraHere() {
  if (!memory.entra || memory.entra.mailbox !== ownAddress()) {
    memory.entra = { mailbox: ownAddress(), token: "", until: 0, again: 0, asking: null };
  }
  return memory.entra;
}

/** Asks Outlook for a token of Entra ID, once at a time, and remembers what came of it. It never fails. */
function askEntra() {
  const entra = entraHere();
  if (!entra.asking) {
    const asked = new Promise(function (resolve) {
      resolve(OfficeRuntime.auth.getAccessToken({ allowSignInPrompt: false, allowConsentPrompt: false }));
    });
    entra.asking = asked
      .then(
        function (given) {
          if (isSigned(given)) {
            entra.token = given;
            entra.until = Date.now() + ENTRA_HOLDS;
          } else {
            entra.again = Date.now() + ENTRA_LATER;
          }
        },
        function (fault) {
          entra.again = Date.now() + entraPause(fault && fault.code);
        }
      )
      .then(function () {
        entra.asking = null;
      });
  }
  return entra.asking;
}

/**
 * The token of Entra ID of whoever is signed in; nothing where there is none in time. What comes later is shown with the
 * next request. Where one did not come at all, the next mails do not wait for it. It never fails.
 */
function entraToken(milliseconds) {
  const entra = entraHere();
  function held() {
    if (entra.until > Date.now()) {
      return entra.token;
    }
    return "";
  }
  if (held() || !hasEntra() || entra.again > Date.now()) {
    return Promise.resolve(held());
  }
  const asked = askEntra().then(held);
  if (typeof setTimeout !== "function") {
    // Nobody could end the wait.
    return Promise.resolve("");
  }
  return within(milliseconds, asked, function (resolve) {
    if (entra.asking) {
      entra.again = Math.max(entra.again, Date.now() + ENTRA_SILENT);
    }
    resolve("");
  });
}

/** The kind of Outlook. */
function place() {
  return hostName() + "/" + String(diagnostics().platform || "");
}

/** What classic Outlook keeps on this computer. */
function runtimeStorage() {
  if (typeof OfficeRuntime !== "object" || OfficeRuntime === null || !OfficeRuntime.storage) {
    return null;
  }
  const storage = OfficeRuntime.storage;
  const own = {
    get: function (name) {
      return storage.getItem(name);
    },
    set: function (name, text) {
      return storage.setItem(name, text);
    },
    alone: function (act) {
      return leased(own, String(Math.random()), act);
    },
  };
  return own;
}

/** Where this installation keeps what is its own: in a page its browser, else classic Outlook, else nowhere. */
function findPlace() {
  let own = null;
  try {
    if (typeof POSTWACHT_PLACE === "object" && POSTWACHT_PLACE !== null) {
      own = POSTWACHT_PLACE;
    } else {
      own = runtimeStorage();
    }
  } catch (_fault) {
    own = null;
  }
  if (!own) {
    return Promise.resolve(null);
  }
  const tried = inPlace(own, "set", "pw.here", "1")
    .then(function () {
      return inPlace(own, "get", "pw.here");
    })
    .then(function (found) {
      if (found === "1") {
        return own;
      }
      return null;
    });
  return or(null, 500, tried);
}

/** An act of a place; it may throw, fail, or give no promise at all. */
function inPlace(own, act, name, text) {
  return new Promise(function (resolve) {
    resolve(own[act](name, text));
  });
}

function ownPlace() {
  if (!memory.place) {
    memory.place = findPlace();
  }
  return memory.place;
}

/** A shared account of a computer holds the devices of several mailboxes. */
function deviceName() {
  return "pw.device:" + ownAddress().toLowerCase();
}

/** Several kinds of Outlook share what is kept with the mailbox, and each has its own. */
function roamed(name) {
  return Object.assign({}, roaming(name.split(":")[0] + "s"));
}

/** What is kept in this place; else with the mailbox, for this kind of Outlook. */
function kept(own, name) {
  if (own) {
    return or("", 500, inPlace(own, "get", name)).then(parsed);
  }
  return Promise.resolve(roamed(name)[place()]);
}

function keepHere(own, name, value) {
  if (own) {
    return or(undefined, 1000, inPlace(own, "set", name, JSON.stringify(value)));
  }
  const all = roamed(name);
  all[place()] = value;
  return roam(name.split(":")[0] + "s", all);
}

/** The device of this place as it is known last; the runtime and the pane renew it in turns. */
function device(own) {
  return kept(own, deviceName()).then(function (there) {
    const mine = memory.device;
    let found = null;
    if (there && typeof there.refresh === "string" && there.refresh) {
      found = there;
    }
    if (mine && mine.name === deviceName() && (!found || mine.until >= found.until)) {
      return mine;
    }
    return found;
  });
}

/** Whether a device has a token that can be shown. */
function holds(mine, refused) {
  return Boolean(mine && mine.access && mine.access !== refused && mine.until > Date.now() + 30000);
}

/** One at a time in this place; a lease that was left behind ends by itself. */
function leased(own, by, act) {
  return kept(own, "pw.lease").then(function (lease) {
    const left = Number(lease && lease.until) - Date.now();
    if (left > 0 && left <= GETTING && typeof setTimeout === "function") {
      return new Promise(function (resolve) {
        setTimeout(resolve, 150);
      }).then(function () {
        return leased(own, by, act);
      });
    }
    function free() {
      return keepHere(own, "pw.lease", null);
    }
    return keepHere(own, "pw.lease", { by: by, until: Date.now() + GETTING })
      .then(function () {
        return kept(own, "pw.lease");
      })
      .then(function (now) {
        if (now && now.by !== by) {
          return leased(own, by, act);
        }
        return act().then(
          function (done) {
            return free().then(function () {
              return done;
            });
          },
          function (fault) {
            return free().then(function () {
              throw fault;
            });
          }
        );
      });
  });
}

/** Keeps new tokens before anything is done with them: the ones of before are used up. */
function admitted(own, tokens) {
  const access = tokens && tokens.access_token;
  const refresh = tokens && tokens.refresh_token;
  if (!isText(access) || !access || !isText(refresh) || !refresh) {
    return Promise.reject(new Failure("unreachable"));
  }
  const mine = {
    name: deviceName(),
    refresh: refresh,
    access: access,
    until: Date.now() + (atLeast(1, tokens.expires_in) || 60) * 1000,
  };
  memory.device = mine;
  return keepHere(own, deviceName(), mine).then(function () {
    return access;
  });
}

function enrol(own) {
  const key = roaming("pw.key");
  const mailbox = ownAddress();
  if (!key || !mailbox) {
    return Promise.reject(new Failure("not_admitted"));
  }
  return kept(own, "pw.refusal").then(function (before) {
    const since = Date.now() - Number(before && before.at);
    if (before && before.key === digest(String(key)) && since >= 0 && since < REFUSED) {
      throw new Failure("not_admitted");
    }
    const asked = { enrolment_key: key, mailbox: mailbox, client: client() };
    return post("/devices", asked, GETTING).then(function (answer) {
      if (answer.status === 200) {
        return admitted(own, answer.json);
      }
      const why = new Failure(meaning(answer.status));
      if (why.fault !== "not_admitted") {
        throw why;
      }
      return keepHere(own, "pw.refusal", { key: digest(String(key)), at: Date.now() }).then(function () {
        throw why;
      });
    });
  });
}

function renew(own, mine) {
  return post("/devices/token", { refresh_token: mine.refresh }, GETTING).then(function (answer) {
    if (answer.status === 200) {
      return admitted(own, answer.json);
    }
    if (meaning(answer.status) !== "not_admitted") {
      throw new Failure(meaning(answer.status));
    }
    // It is used up or revoked. Shown again it would only count as one more try.
    memory.device = null;
    return keepHere(own, deviceName(), null).then(function () {
      return enrol(own);
    });
  });
}

/** Gets tokens, alone in this place: who had to wait finds those that the other got. */
function getting(refused) {
  return ownPlace().then(function (own) {
    function act() {
      return device(own).then(function (mine) {
        if (holds(mine, refused)) {
          return mine.access;
        }
        if (mine) {
          return renew(own, mine);
        }
        return enrol(own);
      });
    }
    if (own && own.alone) {
      return own.alone(act);
    }
    return act();
  });
}

/**
 * A token, another one than the one that was `refused`. Asked twice at once, it is got once. Who does not wait for it to
 * the end has not lost it: what comes later is kept all the same.
 */
function token(refused, milliseconds) {
  const found = ownPlace()
    .then(device)
    .then(function (mine) {
      if (holds(mine, refused)) {
        return mine.access;
      }
      if (!memory.getting) {
        memory.getting = getting(refused).then(
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
    });
  return within(milliseconds, found, function (_resolve, reject) {
    reject(new Failure("late"));
  });
}

/** Posts with a token, and once more with a new one when that was refused. `left` says how much time there is. */
function withToken(left, send) {
  return token("", left()).then(function (access) {
    return send(access).then(function (answer) {
      if (answer.status !== 401) {
        return answer;
      }
      return token(access, left()).then(send);
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
  people.forEach(function (person) {
    const given = person || {};
    const address = String(given.emailAddress || "").trim();
    const name = String(given.displayName || "");
    const known = address.indexOf("@") > 0;
    if (known) {
      list.push({ address: address, name: name });
    }
    if (!known || given.recipientType === "distributionList") {
      list.push({ name: name || address || "?" });
    }
  });
  return list;
}

function people(item, field) {
  return ask(Array.isArray, function (back) {
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

/** The digest of a file's content, worked out once. */
function contentDigest(file) {
  if (!memory.digests.has(file)) {
    memory.digests.set(file, digest(file.content));
  }
  return memory.digests.get(file);
}

const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** A text without halves of signs: they are no text and cannot be encoded. */
function wellFormed(text) {
  return text.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]|[\uD800-\uDFFF]/g, function (sign) {
    if (sign.length === 2) {
      return sign;
    }
    return "?";
  });
}

/** The UTF-8 of a text in base64; no runtime has to have anything for it. */
function base64(text) {
  const bytes = encodeURIComponent(wellFormed(text)).replace(/%([0-9A-F]{2})/g, function (_all, hex) {
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
  const name = shortened(String(attachment.name || ""));
  const ending = { eml: ".eml", iCalendar: ".ics" }[format];
  if (ending && name.toLowerCase().slice(-ending.length) !== ending) {
    return name + ending;
  }
  return name;
}

/** A name that no file system would take loses its middle: by its ending a file is read. */
function shortened(name) {
  const signs = Array.from(name);
  if (signs.length <= 255) {
    return name;
  }
  return signs.slice(0, 200).join("") + "…" + signs.slice(-50).join("");
}

/** An attachment as far as it can be known without its content. */
function described(attachment) {
  return {
    name: shortened(String(attachment.name || "")),
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
function fileOf(item, given, largest, milliseconds) {
  const attachment = given || {};
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
  return ask(Array.isArray, function (back) {
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
function bounded(files, largest, body) {
  let left = (largest / 3) * 4 + 4 - Math.max(0, body.length - USUAL_BODY);
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

/** A body without the pictures that are written into it, where it is too long with them: nobody reads them there. */
function lighter(html) {
  if (html.length <= USUAL_BODY) {
    return html;
  }
  // Taken apart by hand: patterns run out of memory over so long a text.
  return html
    .split("data:")
    .map(function (piece, at) {
      const ends = ['"', "'", ")"].map(function (sign) {
        return piece.indexOf(sign);
      });
      const end = Math.min.apply(
        null,
        ends.filter(function (place) {
          return place >= 0;
        })
      );
      if (at === 0 || end < 1000 || end === Infinity) {
        return piece;
      }
      return "," + piece.slice(end);
    })
    .join("data:");
}

/** The recipients of all fields, no more than the service takes of one mail. Says whether some were left out. */
function fewer(fields) {
  let left = MOST_PEOPLE;
  let cutOff = false;
  const lists = fields.map(function (list) {
    const taken = list.slice(0, left);
    cutOff = cutOff || taken.length < list.length;
    left -= taken.length;
    return taken;
  });
  return { to: lists[0], cc: lists[1], bcc: lists[2], cutOff: cutOff };
}

/** The draft as the service takes it. It fails where the check would be of less than the mail. */
function read(item, milliseconds) {
  const largest = settings().largest;
  const body = ask(isText, function (back) {
    item.body.getAsync("html", back);
  });
  const subject = ask(isText, function (back) {
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
  }).then(message);
}

/** The message of all that was read, in the order in which it was asked for. */
function message(read) {
  const most = mostRecipients();
  const sender = read[6] || {};
  const lists = fewer([mailboxes(read[0]), mailboxes(read[1]), mailboxes(read[2])]);
  let address = String(sender.emailAddress || "");
  if (address.indexOf("@") < 0) {
    address = ownAddress();
  }
  return {
    draft: read[9],
    client: client(),
    lang: tongue(),
    kind: kindOf(read[7] && read[7].composeType),
    from: { address: address, name: String(sender.displayName || "") },
    to: lists.to,
    cc: lists.cc,
    bcc: lists.bcc,
    recipients_truncated:
      lists.cutOff ||
      read.slice(0, 3).some(function (list) {
        return list.length >= most;
      }),
    baseline: read[8],
    subject: read[3],
    body: { format: "html", content: lighter(read[4]) },
    encrypted: false,
    attachments: read[5],
    receipts: read[10] || [],
  };
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
    settings().largest,
    message.body.content
  );
  return copy;
}

function keyOf(file) {
  return digest(file.name) + "-" + contentDigest(file);
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
    if (answer.status !== 200) {
      throw new Failure(meaning(answer.status));
    }
    if (!isAnswer(answer.json)) {
      throw new Failure("unreachable");
    }
    return answer.json;
  });
}

/** Whether it is what the service would say: nothing in it is graver than what it decides. What is new in it is no matter. */
function isAnswer(json) {
  const decision = DECISIONS.indexOf(json && json.decision);
  if (decision < 0 || !isText(json.id) || !json.id || !Array.isArray(json.findings)) {
    return false;
  }
  if (!json.dialog || !isText(json.dialog.text)) {
    return false;
  }
  return json.findings.every(function (finding) {
    return Boolean(finding) && DECISIONS.indexOf(finding.severity) <= decision;
  });
}

/** Where the first of some words stands; they are taken from the list when the rest of the text has them no longer. */
function skipped(html, at, words) {
  let first = Infinity;
  words.slice().forEach(function (word) {
    const found = html.indexOf(word, at);
    if (found < 0) {
      words.splice(words.indexOf(word), 1);
    } else {
      first = Math.min(first, found);
    }
  });
  if (first === Infinity) {
    return at;
  }
  return first;
}

/**
 * The words of a body and where its links lead, without mark-up: Outlook writes that anew now and then, and the names of
 * its pictures too. Each sign is looked at once, however the mail was made.
 */
function wordsOf(html) {
  const pieces = [];
  let at = 0;
  // How a style may end, as long as some of the text still holds it.
  const ends = ["</style", "</STYLE"];
  while (at < html.length) {
    const open = html.indexOf("<", at);
    const close = html.indexOf(">", open);
    if (open < 0 || close < 0) {
      break;
    }
    const tag = html.slice(open, Math.min(close, open + 5000));
    const link = /\bhref\s*=\s*("[^"]*|'[^']*)/i.exec(tag);
    pieces.push(html.slice(at, open), (link && link[1]) || "");
    at = close + 1;
    if (/^<style\b/i.test(tag)) {
      at = skipped(html, at, ends);
    }
  }
  pieces.push(html.slice(at));
  return pieces
    .join(" ")
    .replace(/&nbsp;|&#160;/g, " ")
    .split(/\s/)
    .filter(Boolean)
    .join(" ");
}

/** What the mail says and to whom, as a short text: the same mail gives the same. */
function fingerprint(message) {
  const files = message.attachments.map(function (file) {
    let name = file.name;
    if (file.inline) {
      name = "";
    }
    return [name, file.missing, file.content !== undefined && contentDigest(file)];
  });
  const people = [message.to, message.cc, message.bcc].map(function (list) {
    return list.map(function (person) {
      return person.address || person.name;
    });
  });
  return digest(JSON.stringify([people, message.subject, wordsOf(message.body.content), files]));
}

// Words of the warning

/** Whether Markdown does no more than it may: it fits, its links are https, and it shows no picture. */
function isHarmless(markdown) {
  return (
    isText(markdown) &&
    markdown.length > 0 &&
    markdown.length <= MOST_TEXT &&
    !/\]\((?!https:\/\/)/.test(markdown) &&
    markdown.indexOf("![") < 0
  );
}

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
  if (has("1.15") && isHarmless(markdown)) {
    options.errorMessageMarkdown = markdown;
  }
  return options;
}

/**
 * A warning that may be sent away. An Outlook that cannot offer that takes a second press on Send as the answer, for the
 * same mail only, and only a press that came after the warning was told.
 */
function warned(sending, mark, text, markdown, label, context) {
  if (has("1.14")) {
    return Promise.resolve(stopped(text, markdown, label, true, context));
  }
  const told = memory.asked.get(sending.item);
  if (sending.asked === mark || (told && told.mark === mark && told.send < sending.number)) {
    return Promise.resolve({ allowEvent: true });
  }
  const options = stopped(joined(text, words().again), "", label, true, context);
  return keep(sending.item, "pw.asked", mark).then(function () {
    sending.telling = function () {
      memory.asked.set(sending.item, { mark: mark, send: memory.sends });
    };
    return options;
  });
}

/** What an answer means for the event. The pane finds by the mark whether it looks at the same mail. */
function decided(sending, answer, mark) {
  if (answer.decision === "allow") {
    return Promise.resolve({ allowEvent: true });
  }
  const last = keep(sending.item, "pw.last", { check: answer.id, mark: mark });
  return Promise.all([held(sending, answer, mark), last]).then(function (all) {
    return all[0];
  });
}

function held(sending, answer, mark) {
  const said = words();
  const dialog = answer.dialog;
  const text = dialog.text.trim() || said.noticed;
  const context = { check: answer.id };
  let label = said.mend;
  if (isText(dialog.label) && dialog.label.trim()) {
    label = dialog.label;
  }
  if (answer.decision === "warn") {
    return warned(sending, mark, text, dialog.markdown, label, context);
  }
  if (!has("1.14")) {
    return Promise.resolve(stopped(joined(text, said.ribbon), "", label, false, context));
  }
  return Promise.resolve(stopped(text, dialog.markdown, label, false, context));
}

/** How it is remembered that somebody saw that a mail was not checked; of one that could not be read nothing is known. */
function unchecked(mark) {
  return "not-checked" + String(mark || "");
}

/** What is said when nothing was checked: the office decides whether the mail may go all the same. */
function notChecked(sending, fault) {
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
  return warned(sending, unchecked(sending.mark), why + said.look, "", said.open, context);
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
    try {
      if (options === undefined) {
        event.completed();
      } else {
        event.completed(options);
      }
    } catch (_fault) {
      // Outlook has been told; there is nobody else to tell.
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
  memory.sends += 1;
  const sending = { item: item, number: memory.sends, asked: null, mark: "", telling: null };
  function left() {
    return Math.max(200, deadline - (Date.now() - began));
  }
  function work(answered) {
    // Nobody waits for it here: it comes while the mail is read.
    entraToken(FOR_ENTRA);
    const was = recall(item, "pw.asked").then(function (mark) {
      sending.asked = mark;
    });
    const reading = read(item, Math.max(SHORTEST, deadline - FOR_THE_SERVICE)).then(function (message) {
      sending.mark = fingerprint(message);
      return message;
    });
    return Promise.all([reading, recall(item, "pw.refs"), was])
      .then(function (all) {
        return check(all[0], all[1], left);
      })
      .then(function (answer) {
        answered();
        return Promise.all([decided(sending, answer, sending.mark), or(undefined, TO_KEEP, learn(answer.settings))]);
      })
      .then(function (all) {
        return all[0];
      });
  }
  const ended = {
    completed: function (options) {
      if (sending.telling) {
        sending.telling();
      }
      event.completed(options);
    },
  };
  ending(ended, deadline, work, function (fault) {
    return notChecked(sending, fault);
  });
}

/** Notes to whom the mail went when composing began, and gets a token while nobody waits. */
function onNewMessageCompose(event) {
  const item = theItem();
  ending(
    event,
    AHEAD,
    function () {
      const admitted = token("", AHEAD).catch(function () {
        return "";
      });
      const noted = Promise.all([people(item, "to"), people(item, "cc")]).then(function (read) {
        const baseline = { to: mailboxes(read[0]), cc: mailboxes(read[1]), own_field: "unknown" };
        return keep(item, "pw.baseline", baseline);
      });
      return Promise.all([noted, admitted]).then(function () {});
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

/** Does something when for a while nothing else has changed in this draft. */
function afterQuiet(event, act) {
  const item = theItem();
  const change = (memory.changes.get(item) || 0) + 1;
  memory.changes.set(item, change);
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
        if (change === memory.changes.get(item)) {
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
  return Promise.all([read(item, AHEAD), recall(item, "pw.refs")]).then(function (all) {
    const message = all[0];
    const known = all[1] || {};
    const refs = {};
    return message.attachments
      .reduce(function (before, file) {
        return before.then(function () {
          return handInFile(file, known, refs);
        });
      }, Promise.resolve())
      .then(function () {
        return keep(item, "pw.refs", refs);
      })
      .then(function () {
        return hint(item, message, refs);
      });
  });
}

/** Where nobody waits. */
function patiently() {
  return AHEAD;
}

/** Hands one file in and notes its reference. One that does not get there travels at Send. */
function handInFile(file, known, refs) {
  if (file.content === undefined || file.content.length < WORTH_IT) {
    return Promise.resolve();
  }
  const key = keyOf(file);
  if (known[key]) {
    refs[key] = known[key];
    return Promise.resolve();
  }
  function send(access) {
    const headers = {
      Authorization: "Bearer " + access,
      "Content-Type": "text/plain",
      "Content-Disposition": "attachment; filename*=UTF-8''" + extended(file.name),
    };
    return request("/attachments?packed=base64", headers, file.content, AHEAD);
  }
  return withToken(patiently, send).then(
    function (answer) {
      if (answer.status === 200 && answer.json && isText(answer.json.ref) && answer.json.ref) {
        refs[key] = answer.json.ref;
      }
    },
    function () {}
  );
}

/** A name as a header may carry it (RFC 8187). */
function extended(name) {
  return encodeURIComponent(wellFormed(name)).replace(/['()*]/g, function (sign) {
    return "%" + sign.charCodeAt(0).toString(16).toUpperCase();
  });
}

/** Says early what would be said at Send. The service is told that this is no Send yet. */
function hint(item, message, refs) {
  if (message.to.length + message.cc.length + message.bcc.length === 0) {
    return Promise.resolve();
  }
  const early = Object.assign({}, message, { at_send: false });
  return check(early, refs, patiently).then(function (answer) {
    const finding = answer.findings[0] || {};
    return askOr(undefined, 1000, function (back) {
      if (answer.decision === "allow" || !isText(finding.title) || !finding.title) {
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
