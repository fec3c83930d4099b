import PhoenixModel
import PhoenixRun

/// What an instance does with anything outside it.
enum Call: Sendable {
    case observe
    case submit(Submission)
    case lookAtTask
    case start(GuestRequest)
    case lookAtRun
    case append([JournalRecord])

    /// For the trace: what kind of call it is, and of which guest.
    var signature: (kind: UInt64, guest: Int) {
        switch self {
        case .observe: (1, 0)
        case .submit(let submission):
            (
                100 + UInt64(Change.Operation.allCases.firstIndex(of: submission.change.operation) ?? 0),
                submission.change.guest.id.number
            )
        case .lookAtTask: (2, 0)
        case .start(let request): (3, request.guest.id.number)
        case .lookAtRun: (4, 0)
        case .append(let records): (5, records.count)
        }
    }
}

/// A fingerprint of everything that happened, in its order (FNV-1a, 64 bits; Fowler, Noll, Vo): equal stories have equal ones.
package struct TraceDigest: Hashable, Sendable {
    package private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    package init() {}

    package mutating func add(_ number: UInt64) {
        var rest = number
        for _ in 0..<8 {
            value = (value ^ (rest & 0xFF)) &* 0x100_0000_01B3
            rest >>= 8
        }
    }

    mutating func add(_ number: Int) { add(UInt64(bitPattern: Int64(number))) }

    mutating func add(_ text: String) { add(text.utf8) }

    mutating func add(_ bytes: some Collection<UInt8>) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
        add(bytes.count)
    }

    /// Sixteen hexadecimal digits.
    package var text: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
