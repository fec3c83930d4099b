import PhoenixModel

/// What Phoenix asks of the inside of a guest, told from the words of a command: `sh -c TEXT phoenix-guest VERB …`. The text
/// itself is not read: what its verbs mean is agreed on (docs/reference/inside-guests.md).
package struct PhoenixOrder: Hashable, Sendable {
    let verb: Verb
    /// What it reads, in base64.
    let input: String

    enum Verb: Hashable, Sendable {
        case answer
        case receipts
        case writeReceipt(name: String, byteCount: Int)
        case removeReceipt(name: String)
        case prepare
        case run(GuestRunID, timeoutSeconds: Int, purpose: ScriptRun.Purpose, parts: Int)
        case look(GuestRunID, offset: Int)
        case misunderstood(String)
    }

    /// Nil for any other command.
    package init?(_ words: [String], input: String?) {
        guard words.count >= 4, words[0].split(separator: "/").last == "sh", words[1] == "-c",
            words[3] == "phoenix-guest"
        else { return nil }
        verb = Verb(Array(words.dropFirst(4)))
        self.input = input ?? ""
    }

    /// Which of the operations that faults name it is.
    package var operation: Fault.Operation? {
        switch verb {
        case .answer: .command(.answer)
        case .receipts: .command(.readReceipts)
        case .writeReceipt: .command(.writeReceipt)
        case .removeReceipt: .command(.removeReceipt)
        case .run: .command(.run)
        case .look: .lookAtRun
        case .prepare, .misunderstood: nil
        }
    }
}

extension PhoenixOrder.Verb {
    fileprivate init(_ words: [String]) {
        let name = words.count > 1 ? words[1] : ""
        let isNamed = !name.isEmpty && !name.hasPrefix(".") && name.utf8.allSatisfy(Self.isNameByte)
        let number = words.count > 2 ? Int(words[2]).flatMap { $0 < 0 ? nil : $0 } : nil
        switch (words.first, words.count, isNamed, number) {
        case ("answer", 1, _, _): self = .answer
        case ("receipts", 1, _, _): self = .receipts
        case ("prepare", 1, _, _): self = .prepare
        case ("write-receipt", 3, true, .some(let count)): self = .writeReceipt(name: name, byteCount: count)
        case ("remove-receipt", 2, true, _): self = .removeReceipt(name: name)
        case ("look", 3, true, .some(let offset)): self = .look(GuestRunID(name), offset: offset)
        case ("run", 6, true, .some(let timeout)):
            self = .run(
                GuestRunID(name), timeoutSeconds: timeout, purpose: Self.purpose(words[3], words[4]),
                parts: Int(words[5]) ?? 0)
        default: self = .misunderstood(words.first ?? "")
        }
    }

    private static func purpose(_ part: String, _ name: String) -> ScriptRun.Purpose {
        switch part {
        case "check": .check(FeatureName(name))
        case "install": .install(FeatureName(name))
        case "remove": .remove(FeatureName(name))
        case "application": .application(ApplicationName(name))
        default: .health(name)
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
