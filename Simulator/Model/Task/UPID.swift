/// A task's identity as Proxmox writes it: `UPID:NODE:PID:PSTART:START:TYPE:ID:USER:`.
package struct UPID: Hashable, Sendable {
    package let node: String
    package let process: Int
    /// When the process began, in hundredths of a second since the node's boot.
    package let processStart: Int
    /// Unix time, in seconds.
    package let startedAt: Int
    /// Such as `vzcreate`.
    package let type: String
    /// What it works on, usually a guest's number; may be empty.
    package let subject: String
    /// Who asked: `root@pam`, or with a token `root@pam!name`.
    package let owner: String

    package init(
        node: String, process: Int, processStart: Int, startedAt: Int, type: String, subject: String, owner: String
    ) {
        self.node = node
        self.process = process
        self.processStart = processStart
        self.startedAt = startedAt
        self.type = type
        self.subject = subject
        self.owner = owner
    }

    /// Nil if Proxmox would not take the text for a UPID: eight digits each, nine allowed for the process's start.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 9, parts[0] == "UPID", parts[8].isEmpty, Self.isNodeName(parts[1]),
            let process = Self.number(parts[2], digits: 8...8),
            let processStart = Self.number(parts[3], digits: 8...9),
            let startedAt = Self.number(parts[4], digits: 8...8),
            !parts[5].isEmpty, !parts[7].isEmpty,
            parts[5...7].allSatisfy({ !$0.contains(where: \.isWhitespace) })
        else { return nil }
        self.init(
            node: String(parts[1]), process: process, processStart: processStart, startedAt: startedAt,
            type: String(parts[5]), subject: String(parts[6]), owner: String(parts[7]))
    }

    package var text: String {
        "UPID:\(node):\(Self.hexadecimal(process)):\(Self.hexadecimal(processStart))"
            + ":\(Self.hexadecimal(startedAt)):\(type):\(subject):\(owner):"
    }

    /// The owner without the token's name.
    package var user: String { owner.firstIndex(of: "!").map { String(owner[..<$0]) } ?? owner }

    /// The token's name; nil if a user asked by ticket.
    package var token: String? { owner.firstIndex(of: "!").map { String(owner[owner.index(after: $0)...]) } }

    private static func number(_ text: Substring, digits: ClosedRange<Int>) -> Int? {
        guard digits.contains(text.utf8.count), text.utf8.allSatisfy({ $0 != 0x2B && $0 != 0x2D }) else { return nil }
        return Int(text, radix: 16)
    }

    /// Letters, digits and inner dashes.
    private static func isNodeName(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last, first != 0x2D, last != 0x2D else { return false }
        return text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == 0x2D
        }
    }

    private static func hexadecimal(_ number: Int) -> String {
        let digits = String(number, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    }
}
