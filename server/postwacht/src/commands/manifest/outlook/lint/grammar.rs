//! What may stand in an add-in only manifest, and where: all that our own need, and no more.
//!
//! Microsoft's schema allows much more and asks for less. Being narrow, this sees a slip where the schema would not.

use super::kind;
use roxmltree::Node;

/// The namespaces, by the prefix that stands for them here.
const NAMESPACES: &[(&str, &str)] = &[
    ("o", "http://schemas.microsoft.com/office/appforoffice/1.1"),
    ("v0", "http://schemas.microsoft.com/office/mailappversionoverrides"),
    ("v", "http://schemas.microsoft.com/office/mailappversionoverrides/1.1"),
    ("bt", "http://schemas.microsoft.com/office/officeappbasictypes/1.0"),
];

/// An element with its type, if it has one; its attributes, some with the values that they may have; its children in
/// order, `+` behind those that there may be several of, `?` behind those that may be left out.
type Rule = (&'static str, &'static str, &'static str);

/// Every element that may stand there.
const RULES: &[Rule] = &[
    (
        "o:OfficeApp/MailApp",
        "",
        "o:Id o:Version o:ProviderName o:DefaultLocale o:DisplayName o:Description o:IconUrl o:HighResolutionIconUrl \
         o:SupportUrl o:AppDomains o:Hosts o:Requirements o:FormSettings o:Permissions o:Rule/RuleCollection \
         o:DisableEntityHighlighting v0:VersionOverrides/VersionOverridesV1_0",
    ),
    ("o:Id", "", ""),
    ("o:Version", "", ""),
    ("o:ProviderName", "", ""),
    ("o:DefaultLocale", "", ""),
    ("o:DisplayName", "DefaultValue", "o:Override+"),
    ("o:Description", "DefaultValue", "o:Override+"),
    ("o:Override", "Locale Value", ""),
    ("o:IconUrl", "DefaultValue", ""),
    ("o:HighResolutionIconUrl", "DefaultValue", ""),
    ("o:SupportUrl", "DefaultValue", ""),
    ("o:AppDomains", "", "o:AppDomain"),
    ("o:AppDomain", "", ""),
    ("o:Hosts", "", "o:Host"),
    ("o:Host", "Name=Mailbox", ""),
    ("o:Requirements", "", "o:Sets"),
    ("o:Sets", "", "o:Set"),
    ("o:Set", "Name=Mailbox MinVersion=1.1", ""),
    ("o:FormSettings", "", "o:Form/ItemEdit"),
    ("o:Form/ItemEdit", "", "o:DesktopSettings"),
    ("o:DesktopSettings", "", "o:SourceLocation"),
    ("o:SourceLocation", "DefaultValue", ""),
    ("o:Permissions", "", ""),
    ("o:Rule/RuleCollection", "Mode=Or", "o:Rule/ItemIs"),
    ("o:Rule/ItemIs", "ItemType=Message FormType=Edit", ""),
    ("o:DisableEntityHighlighting", "", ""),
    (
        "v0:VersionOverrides/VersionOverridesV1_0",
        "",
        "v:VersionOverrides/VersionOverridesV1_1",
    ),
    (
        "v:VersionOverrides/VersionOverridesV1_1",
        "",
        "v:Requirements v:Hosts v:Resources v:WebApplicationInfo?",
    ),
    ("v:WebApplicationInfo", "", "v:Id v:Resource v:Scopes"),
    ("v:Id", "", ""),
    ("v:Resource", "", ""),
    ("v:Scopes", "", "v:Scope+"),
    ("v:Scope", "", ""),
    ("v:Requirements", "", "bt:Sets"),
    ("bt:Sets", "DefaultMinVersion=1.12|1.5", "bt:Set"),
    ("bt:Set", "Name=Mailbox", ""),
    ("v:Hosts", "", "v:Host/MailHost"),
    ("v:Host/MailHost", "", "v:Runtimes v:DesktopFormFactor"),
    ("v:Runtimes", "", "v:Runtime"),
    ("v:Runtime", "resid", "v:Override"),
    ("v:Override", "type=javascript resid", ""),
    (
        "v:DesktopFormFactor",
        "",
        "v:SupportsSharedFolders v:FunctionFile v:ExtensionPoint/MessageComposeCommandSurface \
         v:ExtensionPoint/LaunchEvent",
    ),
    ("v:SupportsSharedFolders", "", ""),
    ("v:FunctionFile", "resid", ""),
    ("v:ExtensionPoint/MessageComposeCommandSurface", "", "v:OfficeTab"),
    ("v:OfficeTab", "id=TabDefault", "v:Group"),
    ("v:Group", "id", "v:Label v:Control/Button"),
    (
        "v:Control/Button",
        "id",
        "v:Label v:Supertip v:Icon v:Action/ShowTaskpane",
    ),
    ("v:Label", "resid", ""),
    ("v:Supertip", "", "v:Title v:Description"),
    ("v:Title", "resid", ""),
    ("v:Description", "resid", ""),
    ("v:Icon", "", "bt:Image+"),
    ("v:Action/ShowTaskpane", "", "v:SourceLocation"),
    ("v:SourceLocation", "resid", ""),
    ("v:ExtensionPoint/LaunchEvent", "", "v:LaunchEvents v:SourceLocation"),
    ("v:LaunchEvents", "", "v:LaunchEvent+"),
    // What its SendMode may be depends on its Type.
    ("v:LaunchEvent", "Type FunctionName SendMode?", ""),
    ("v:Resources", "", "bt:Images bt:Urls bt:ShortStrings bt:LongStrings"),
    ("bt:Images", "", "bt:Image+"),
    // In an Icon it names a resource; among the resources it is one.
    ("bt:Image", "size? resid? id? DefaultValue?", ""),
    ("bt:Urls", "", "bt:Url+"),
    ("bt:Url", "id DefaultValue", ""),
    ("bt:ShortStrings", "", "bt:String+"),
    ("bt:LongStrings", "", "bt:String+"),
    ("bt:String", "id DefaultValue", "bt:Override+"),
    ("bt:Override", "Locale Value", ""),
];

pub(super) fn look(root: Node<'_, '_>, faults: &mut Vec<String>) {
    if known(root) != "o:OfficeApp/MailApp" {
        faults.push("the root is no OfficeApp of the type MailApp".to_owned());
    }
    for node in root.descendants().filter(Node::is_element) {
        let Some((_, named, inside)) = RULES.iter().find(|(name, _, _)| *name == known(node)) else {
            // Whoever holds it says so; the root was looked at before.
            continue;
        };
        attributes(node, named, faults);
        children(node, inside, faults);
    }
}

/// An element as the rules name it.
fn known(node: Node<'_, '_>) -> String {
    let namespace = node.tag_name().namespace().unwrap_or_default();
    let prefix = NAMESPACES.iter().find(|(_, name)| *name == namespace);
    let (prefix, name) = (prefix.map_or("?", |(prefix, _)| *prefix), node.tag_name().name());
    match kind(node) {
        "" => format!("{prefix}:{name}"),
        kind => format!("{prefix}:{name}/{kind}"),
    }
}

/// An element as its writer knows it.
fn bare(known: &str) -> &str {
    let name = known.split_once(':').map_or(known, |(_, name)| name);
    name.split_once('/').map_or(name, |(name, _)| name)
}

fn children(node: Node<'_, '_>, inside: &str, faults: &mut Vec<String>) {
    let parent = node.tag_name().name();
    let rules: Vec<(&str, &str)> = inside
        .split_whitespace()
        .map(|rule| rule.split_at(rule.trim_end_matches(['+', '?']).len()))
        .collect();
    let mut found = vec![0_usize; rules.len()];
    let mut last = 0;
    for child in node.children().filter(Node::is_element).map(known) {
        let name = bare(&child);
        let Some(at) = rules.iter().position(|(rule, _)| *rule == child) else {
            faults.push(format!("{parent} takes no {name} like this"));
            continue;
        };
        if at < last {
            faults.push(format!("{name} stands too late in {parent}"));
        }
        last = last.max(at);
        if let Some(count) = found.get_mut(at) {
            *count += 1;
        }
    }
    for ((rule, many), count) in rules.iter().zip(found) {
        match count {
            0 if *many == "?" => {}
            0 => faults.push(format!("{parent} has no {}", bare(rule))),
            1 => {}
            _ if *many == "+" => {}
            _ => faults.push(format!("{parent} has {count} of {}; one is taken", bare(rule))),
        }
    }
}

fn attributes(node: Node<'_, '_>, named: &str, faults: &mut Vec<String>) {
    let name = node.tag_name().name();
    let rules: Vec<(&str, &str)> = named
        .split_whitespace()
        .map(|rule| rule.split_once('=').unwrap_or((rule, "")))
        .collect();
    for (rule, values) in &rules {
        let Some(value) = node.attribute(rule.trim_end_matches('?')) else {
            if !rule.ends_with('?') {
                faults.push(format!("{name} has no {rule}"));
            }
            continue;
        };
        if !values.is_empty() && !values.split('|').any(|known| known == value) {
            faults.push(format!("{name} has the {rule} \"{value}\"; it must be {values}"));
        }
    }
    let own = node.attributes().filter(|attribute| attribute.namespace().is_none());
    for attribute in own.filter(|own| !rules.iter().any(|(rule, _)| rule.trim_end_matches('?') == own.name())) {
        faults.push(format!("{name} takes no attribute {}", attribute.name()));
    }
}
