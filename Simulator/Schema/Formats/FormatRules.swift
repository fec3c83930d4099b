/// The rules of all formats that are no property strings, by name.
///
/// Sources: behaviour of Proxmox VE 9.2 (pve-common 9.2, qemu-server 9.2, pve-container 6.1, pve-storage 9.1,
/// pve-access-control 9.1, pve-firewall 6, pve-ha-manager 5.2); what 8.4 does otherwise stands in `Versions`.
enum FormatRules {
    /// A rule, with another one for the older version where it differs.
    struct Versions: Sendable {
        let current: FormatRule
        let before9: FormatRule?

        func rule(for profile: Profile) -> FormatRule {
            switch profile {
            case .version9_2: current
            case .version8_4: before9 ?? current
            }
        }
    }

    static let byName: [String: Versions] = {
        var rules: [String: Versions] = [:]
        for group in [general, network, guest, storage, access, firewall, cluster] {
            for (name, rule) in group { rules[name] = Versions(current: rule, before9: before9[name]) }
        }
        return rules
    }()

    private static let before9: [String: FormatRule] = [
        "pve-storage-id": .pattern(
            #"[a-z][a-z0-9\-\_\.]*[a-z0-9]"#, ignoringCase: true, "storage ID '{}' contains illegal characters"),
        "disk-size": .pattern(#"\d+(\.\d+)?[KMGT]?"#, "value does not look like a valid disk size: {}"),
    ]

    static let general: [String: FormatRule] = [
        "string": .test("") { _ in true },
        "urlencoded": .pattern("[-%a-zA-Z0-9_.!~*'()]*", "invalid urlencoded string: {}"),
        "pve-configid": .pattern("[a-z][a-z0-9_-]+", ignoringCase: true, "invalid configuration ID '{}'"),
        "pve-vmid": .pattern("[1-9][0-9]{2,8}", "value does not look like a valid VM ID"),
        "pve-node": .pattern(
            #"[a-zA-Z0-9]([a-zA-Z0-9\-]*[a-zA-Z0-9])?"#, "value does not look like a valid node name"),
        "pve-tag": .pattern(#"[a-z0-9_][a-z0-9_\-\+\.]*"#, ignoringCase: true, "invalid characters in tag"),
        "disk-size": .pattern(#"\d+(\.\d+)?([KMGT](iB)?)?"#, "value does not look like a valid disk size: {}"),
        "pve-task-status-type": .pattern("(ok|error|warning|unknown)", ignoringCase: true, "invalid status '{}'"),
        "pve-startup-order": .test("unable to parse startup options", StartupOrderFormat.isValid),
        "pve-calendar-event": .check { value, _ in CalendarEventFormat.failure(of: value) },
        "pve-day-of-week": .pattern("(mon|tue|wed|thu|fri|sat|sun)", "invalid day '{}'"),
        "pve-command-batch": .check { value, catalog in CommandBatchFormat.failure(of: value, catalog) },
        "email": .pattern(#"\#(mailUser)@[a-zA-Z0-9\-]+(\.[a-zA-Z0-9\-]+)*"#, mailMessage),
        "email-or-username": .pattern(
            #"\#(mailUser)(@[a-zA-Z0-9\-]+(\.[a-zA-Z0-9\-]+)*)?"#,
            "value does not look like a valid email address or user name"),
        "pve-ct-timezone": .check { value, catalog in
            let isKnown = ["host", "UTC"].contains(value) || catalog.has(word: value, in: "time-zones")
            return isKnown ? nil : "invalid time zone '\(value)'"
        },
    ]

    private static let mailUser = #"[\w\+\-\~]+(\.[\w\+\-\~]+)*"#
    private static let mailMessage = "value does not look like a valid email address"

    /// An identifier of at least two characters, called `what` in messages.
    static func identifier(_ what: String) -> FormatRule {
        .check { value, _ in
            if value.unicodeScalars.count < 2 { return "\(what) ID '\(value)' cannot be shorter than 2 characters" }
            return identifierPattern.matches(value) ? nil : "\(what) ID '\(value)' contains illegal characters"
        }
    }

    private static let identifierPattern = PerlPattern(#"[a-z][a-z0-9\-\_\.]*[a-z0-9]"#, ignoringCase: true)
}
