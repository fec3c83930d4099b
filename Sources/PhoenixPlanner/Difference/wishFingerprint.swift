import PhoenixModel

/// A short name for everything the commit says about a guest: equal wishes have equal fingerprints on every machine.
///
/// FNV-1a with 64 bits: it tells an unchanged wish from a changed one and protects nothing.
func wishFingerprint(of guest: DesiredGuest) -> String {
    var hash = FowlerNollVoHash()
    hash.add("\(guest.kind.rawValue)\n\(guest.name)\n\(guest.node?.text ?? "")\n\(guest.isUnprivileged)\n")
    for setting in guest.configuration.all { hash.add("\(setting.key)=\(setting.valueText)\n") }
    for feature in guest.features { hash.add("feature \(feature.name) \(feature.digest)\n") }
    if let application = guest.application { hash.add("application \(application.name) \(application.digest)\n") }
    for check in guest.healthChecks { hash.add("health \(check.name) \(check.script.text)\n") }
    hash.add(guest.outcome.text)
    return hash.hexadecimal
}

extension DesiredGuest.Outcome {
    fileprivate var text: String {
        switch self {
        case .running: "running"
        case .runningWithSnapshot(let name): "running with snapshot \(name)"
        case .template: "template"
        }
    }
}

/// The FNV-1a hash function with 64 bits (Fowler, Noll, Vo; offset basis and prime as published).
private struct FowlerNollVoHash {
    private var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ text: String) {
        for byte in text.utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }

    /// Sixteen lower-case hexadecimal digits.
    var hexadecimal: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
