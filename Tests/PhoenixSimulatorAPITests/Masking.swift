import Foundation

/// Takes out of an answer what differs from run to run: times, process numbers, digests, addresses, sizes, counters.
enum Masking {
    /// Numbers that differ, by key.
    private static let counters: Set<String> = [
        "avail", "available", "cpu", "ctime", "disk", "diskread", "diskwrite", "endtime", "free", "idle", "maxdisk",
        "maxmem", "mem", "memhost", "netin", "netout", "pid", "pstart", "size", "snaptime", "starttime", "swap",
        "total", "uptime", "used", "used_fraction", "wait", "maxcpu", "cores", "sockets", "priority",
    ]
    /// Texts that say what machine it was.
    private static let identities: Set<String> = [
        "digest", "fingerprint", "ssl_fingerprint", "flags", "model", "mhz", "kversion", "release", "version", "family",
        "vendor", "user_hz", "ip", "address", "cidr", "repoid", "pveversion", "subscription", "hvm", "smbios1",
        "vmgenid", "meta", "loadavg", "class", "device", "subsystem_device", "subsystem_vendor", "iommugroup", "id",
    ]
    /// `id` and others are identities of devices only; everywhere else they count.
    private static let deviceKeys: Set<String> = ["class", "device", "subsystem_device", "subsystem_vendor"]

    /// Lines that one answer has and the other may have: lists in hash order are sorted by their text.
    static func lines(_ value: Any?, key: String = "", inDevice: Bool = false) -> [String] {
        switch value {
        case let object as [String: Any]:
            let isDevice = !deviceKeys.isDisjoint(with: object.keys)
            return object.sorted { $0.key < $1.key }.flatMap { member in
                lines(member.value, key: member.key, inDevice: isDevice).map { "\(member.key): \($0)" }
            }
        case let list as [Any]:
            let isLog = list.contains { ($0 as? [String: Any])?["t"] != nil }
            let items = list.map { item in
                // A line more or less moves all numbers behind it.
                lines(item, key: key).filter { !isLog || !$0.hasPrefix("n: ") }.joined(separator: "; ")
            }
            return items.isEmpty ? ["[]"] : (key == "loadavg" ? ["<load>"] : items.sorted())
        case let text as String: return [masked(text, key: key, inDevice: inDevice)]
        case let number as NSNumber:
            if counters.contains(key) || (inDevice && identities.contains(key)) { return ["<number>"] }
            return [number.stringValue]
        case is NSNull: return ["null"]
        default: return [value.map { "\($0)" } ?? "nothing"]
        }
    }

    static func masked(_ text: String, key: String = "", inDevice: Bool = false) -> String {
        if key == "content" { return text.split(separator: ",").sorted().joined(separator: ",") }
        if identities.contains(key), key != "id" || inDevice, key != "version" || !text.hasPrefix("9.2") {
            return "<identity>"
        }
        if key == "t" { return logLine(text) }
        var text = text
        for (pattern, mask) in patterns {
            text = text.replacingOccurrences(of: pattern, with: mask, options: .regularExpression)
        }
        return text
    }

    private static let patterns = [
        (#"UPID:(\w+):[0-9A-F]+:[0-9A-F]+:[0-9A-F]+:"#, "UPID:$1:"),
        (#"(?i)([0-9a-f]{2}:){5}[0-9a-f]{2}"#, "<address>"),
        (#"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"#, "<uuid>"),
        (#"\b[0-9a-f]{40}\b"#, "<digest>"),
        (#"creation-qemu=[0-9.]+,ctime=\d+"#, "creation-qemu=<version>,ctime=<time>"),
    ]

    /// Figures in logs depend on the disk; paths on how the storage is mounted.
    private static func logLine(_ text: String) -> String {
        guard !text.hasPrefix("TASK ") else { return text }
        return text.replacingOccurrences(of: #"/[\w./-]+"#, with: "<path>", options: .regularExpression)
            .replacingOccurrences(
                of: #"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"#, with: "<uuid>", options: .regularExpression
            )
            .replacingOccurrences(of: #"[0-9][0-9.,]*"#, with: "#", options: .regularExpression)
    }
}
