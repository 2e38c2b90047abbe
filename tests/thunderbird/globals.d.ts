/* eslint-disable @typescript-eslint/no-explicit-any -- nobody has types for the inside of Thunderbird */
/** What a function sees when it runs inside Thunderbird. */
declare const Cc: any;
declare const Ci: any;
declare const Cu: any;
declare const ChromeUtils: any;
declare const Services: any;
declare const WebExtensionPolicy: any;
declare const BrowsingContext: any;
