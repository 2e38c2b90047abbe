/** The profile of a Thunderbird under test: two identities of one account, a mail server on this machine, no chatter. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Whoever sends in these tests. */
export const HENK = "henk@morgenlicht.example";
export const OTHER = "info@morgenlicht.example";

/**
 * @param {string} folder
 * @param {{smtp: number, port: number, folder: string, policies: object | undefined, language?: string, preferences?: Record<string, string | number | boolean>}} setting
 */
export async function profile(folder, { smtp, port, folder: outside, policies, language = "nl", preferences = {} }) {
  await mkdir(folder, { recursive: true });
  const all = { ...QUIET, ...accounts(smtp), "intl.locale.requested": language, "marionette.port": port };
  const policy = policies
    ? {
        // Only a Thunderbird that knows it is being tested takes its policies from elsewhere.
        "security.turn_off_all_security_so_that_viruses_can_take_over_this_computer": true,
        "browser.policies.alternatePath": join(outside, "policies.json"),
      }
    : {};
  const lines = Object.entries({ ...all, ...policy, ...preferences }).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  await writeFile(join(folder, "user.js"), lines.join(""));
}

/** @param {number} smtp */
function accounts(smtp) {
  return {
    "mail.accountmanager.accounts": "account1,account2",
    "mail.accountmanager.defaultaccount": "account1",
    "mail.accountmanager.localfoldersserver": "server2",
    "mail.account.account1.server": "server1",
    "mail.account.account1.identities": "id1,id2",
    "mail.account.account2.server": "server2",
    "mail.account.lastKey": 2,
    "mail.server.server1.type": "pop3",
    "mail.server.server1.hostname": "127.0.0.1",
    "mail.server.server1.port": 1,
    "mail.server.server1.name": HENK,
    "mail.server.server1.userName": "henk",
    "mail.server.server1.login_at_startup": false,
    "mail.server.server1.check_new_mail": false,
    "mail.server.server2.type": "none",
    "mail.server.server2.hostname": "Local Folders",
    "mail.server.server2.userName": "nobody",
    "mail.server.server2.name": "Local Folders",
    ...identity("id1", "Henk Morgenstern", HENK),
    ...identity("id2", "Morgenlicht", OTHER),
    "mail.smtpservers": "smtp1",
    "mail.smtp.defaultserver": "smtp1",
    "mail.smtpserver.smtp1.hostname": "127.0.0.1",
    "mail.smtpserver.smtp1.port": smtp,
    "mail.smtpserver.smtp1.authMethod": 1,
    "mail.smtpserver.smtp1.try_ssl": 0,
    "mail.smtpserver.smtp1.username": "",
  };
}

/** @param {string} key @param {string} name @param {string} address */
function identity(key, name, address) {
  return {
    [`mail.identity.${key}.fullName`]: name,
    [`mail.identity.${key}.useremail`]: address,
    [`mail.identity.${key}.smtpServer`]: "smtp1",
    [`mail.identity.${key}.valid`]: true,
    [`mail.identity.${key}.fcc_folder`]: "mailbox://nobody@Local%20Folders/Sent",
    [`mail.identity.${key}.draft_folder`]: "mailbox://nobody@Local%20Folders/Drafts",
    [`mail.identity.${key}.fcc_folder_picker_mode`]: 1,
    [`mail.identity.${key}.compose_html`]: true,
    [`mail.identity.${key}.reply_on_top`]: 1,
  };
}

const QUIET = {
  "mail.spotlight.firstRunDone": true,
  "mail.winsearch.firstRunDone": true,
  "mail.provider.suppress_dialog_on_startup": true,
  "mail.rights.version": 1,
  "mail.shell.checkDefaultClient": false,
  "mailnews.start_page.enabled": false,
  "mailnews.start_page_override.mstone": "ignore",
  "mail.inappnotifications.enabled": false,
  "mail.biff.show_alert": false,
  "mail.compose.autosave": false,
  "mail.SpellCheckBeforeSend": false,
  "mail.compose.attachment_reminder": false,
  // Whether it is there depends on how soon a dictionary was found.
  "mail.suppress_content_language": true,
  "mail.warn_on_send_accel_key": false,
  "mail.compose.warn_public_recipients.aggressive": false,
  "mailnews.message_warning_size": 200 * 1024 * 1024,
  "mail.compose.big_attachments.notify": false,
  "app.donation.eoy.version": 100,
  "app.donation.eoy.version.viewed": 100,
  "app.update.auto": false,
  "app.update.checkInstallTime": false,
  "datareporting.healthreport.uploadEnabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "toolkit.telemetry.enabled": false,
  "toolkit.telemetry.server": "",
  "extensions.update.enabled": false,
  // The service under test speaks no TLS, and an add-in that updates itself without is refused.
  "extensions.checkUpdateSecurity": false,
  "extensions.getAddons.cache.enabled": false,
  "extensions.systemAddon.update.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "network.proxy.type": 0,
  "services.settings.server": "data:,#remote-settings-dummy/v1",
  "offline.startup_state": 0,
  "offline.autoDetect": false,
  "calendar.timezone.useSystemTimezone": true,
  "browser.shell.checkDefaultBrowser": false,
};
