import Foundation
import PhoenixModel

/// One call of the program in a guest: what it is asked, and what it reads.
enum GuestCall: Sendable {
    case answer
    case receipts
    case writeReceipt(name: String, bytes: [UInt8])
    case removeReceipt(name: String)
    /// Makes the folder that parts of a payload are written into.
    case prepare
    case run(GuestRunID, ScriptPayload)
    case look(GuestRunID, offset: Int)

    /// The words behind the program's name. Nothing in them is secret.
    ///
    /// - Parameter parts: how many parts of the payload lie in the guest already; 0 if it comes as standard input.
    func arguments(parts: Int = 0) -> [String] {
        switch self {
        case .answer: ["answer"]
        case .receipts: ["receipts"]
        case .writeReceipt(let name, let bytes): ["write-receipt", name, String(bytes.count)]
        case .removeReceipt(let name): ["remove-receipt", name]
        case .prepare: ["prepare"]
        case .run(let id, let payload):
            ["run", id.text, String(payload.timeoutSeconds), payload.part, payload.name, String(parts)]
        case .look(let id, let offset): ["look", id.text, String(offset)]
        }
    }

    /// What it reads, in base64: the agent's calls go through Perl's text functions, which only ASCII comes through unharmed.
    var input: String {
        switch self {
        case .writeReceipt(_, let bytes): Data(bytes).base64EncodedString()
        case .run(_, let payload): Data(payload.bytes).base64EncodedString()
        case .answer, .receipts, .removeReceipt, .prepare, .look: ""
        }
    }

    /// Whether something changes in the guest: then nobody knows what became of it while its answer is lost.
    var isWrite: Bool {
        switch self {
        case .answer, .receipts, .look: false
        case .writeReceipt, .removeReceipt, .prepare, .run: true
        }
    }

    /// Completes "the host did not …".
    func attempt(in guest: GuestReference) -> String {
        switch self {
        case .answer, .prepare: "run a command in \(guest)"
        case .receipts: "read the receipts in \(guest)"
        case .writeReceipt, .removeReceipt: "change a receipt in \(guest)"
        case .run: "start a script in \(guest)"
        case .look: "show a script in \(guest)"
        }
    }
}
