extension FormatRules {
    static let storage: [String: FormatRule] = [
        "pve-storage-id": identifier("storage"),
        "storage-pair": .check { value, catalog in
            IdentifierMap.failure(of: value) { catalog.failure(of: $0, format: .named("pve-storage-id"), at: "") }
        },
        "pve-volume-id": .check { value, _ in volumeFailure(of: value) },
        "pve-storage-path": .test("value does not look like a valid absolute path") {
            isAbsolutePath($0, without: ";()")
        },
        "pve-storage-path-in-property-string": .test(
            "Value does not look like a valid absolute path. These symbols are currently not allowed in path: ;,=()"
        ) { isAbsolutePath($0, without: ";,=()") },
        "pve-storage-server": .test("value does not look like a valid server name or IP address", isHost),
        "pve-storage-vgname": .pattern(
            #"[a-z0-9][a-z0-9\-\_\.]*[a-z0-9]"#, ignoringCase: true, "lvm name '{}' contains illegal characters"),
        "pve-storage-portal-dns": .test("value does not look like a valid portal address", isHostWithPort),
        "pve-storage-content": .test("invalid content type '{}'", contentTypes.contains),
        "pve-storage-options": .pattern(#"\S+"#, "invalid options '{}'"),
        "pve-dir-override": .check { value, _ in overrideFailure(of: value) },
        "pve-storage-zfs-blocksize": .check { value, _ in blockSizeFailure(of: value) },
        "pve-replication-job-id": .check { value, _ in
            guard jobPattern.matches(value) else { return "invalid replication job id '\(value)'" }
            let guest = PerlText.number(String(value.prefix { $0 != "-" }))
            return guest < 100 ? "invalid replication job id '\(value)' (guest IDs < 100 are reserved)" : nil
        },
    ]

    private static let contentTypes: Set<String> = [
        "images", "rootdir", "vztmpl", "iso", "backup", "snippets", "none", "import",
    ]

    private static let jobPattern = PerlPattern(#"(\d+)-(\d+)"#)

    /// Begins with a slash and at least one character that is not forbidden; what follows is not looked at.
    private static func isAbsolutePath(_ value: String, without forbidden: String) -> Bool {
        let start = Array(value.unicodeScalars.prefix(2))
        return start.count == 2 && start[0] == "/" && !forbidden.unicodeScalars.contains(start[1])
    }

    private static let host = #"[\p{Alphabetic}\p{Nd}\-.]+"#
    private static let portal = PerlPattern(#"\#(host)(:\d+)?"#)
    private static let bracketedPortal = PerlPattern(#"\[(\#(host)|[0-9a-fA-F:.]+)\](:\d+)?"#)

    /// An address or name, with a port or without. Addresses of version 6 stand in brackets before `:port`, or have the
    /// port behind a dot.
    private static func isHostWithPort(_ value: String) -> Bool {
        if portal.matches(value) || AddressText.isIPv6(value) { return true }
        let text = String(PerlText.withoutLastLineBreak(value))
        if bracketedPortal.matches(value) {
            let host = String(text.dropFirst().prefix { $0 != "]" })
            return !host.contains(":") || AddressText.isIPv6(host)
        }
        guard let dot = text.lastIndex(of: ".") else { return false }
        let port = text[text.index(after: dot)...]
        return PerlText.isInteger(String(port)) && port.first != "+" && AddressText.isIPv6(String(text[..<dot]))
    }

    private static let override = PerlPattern(#"([a-z]+)=([^.]*(?:\.?[^.]+)+)"#)

    /// `content=path`, the path relative and of bounded length.
    private static func overrideFailure(of value: String) -> String? {
        guard override.matches(value), let equals = value.firstIndex(of: "=") else {
            return "invalid override '\(value)'"
        }
        let content = String(value[..<equals])
        guard contentTypes.contains(content) else { return "invalid content type '\(content)'" }
        let path = value[value.index(after: equals)...]
        let isShort =
            path.unicodeScalars.count < 1023
            && path.split(separator: "/").allSatisfy { $0.unicodeScalars.count < 255 }
        return isShort ? nil : "invalid override '\(value)'"
    }

    private static let blockSize = PerlPattern("([1-9][0-9]*)([km])?", ignoringCase: true)

    private static func blockSizeFailure(of value: String) -> String? {
        if value.isEmpty { return nil }
        guard blockSize.matches(value) else {
            return "invalid ZFS blocksize format '\(value)'. Use a positive number (no leading zeros) with an "
                + "optional 'k' or 'm' suffix."
        }
        let text = PerlText.withoutLastLineBreak(value)
        let factor = ["k": 1 << 10, "m": 1 << 20][text.last.map { String($0).lowercased() } ?? ""] ?? 1
        // Too many digits for a machine word are too many bytes for a block.
        let bytes = Int(String(text.prefix { $0.isASCII && PerlText.isDigit($0) }))?
            .multipliedReportingOverflow(by: factor)
        let isPower = bytes.map { !$0.overflow && $0.partialValue & ($0.partialValue - 1) == 0 } == true
        if isPower, let bytes, (512...(16 << 20)).contains(bytes.partialValue) { return nil }
        return "value '\(value)' is not a valid ZFS blocksize. Must be a power of 2 between 512B and 16MiB "
            + "(e.g., 4k, 8k, 16k, 64k, 1m)."
    }
}
