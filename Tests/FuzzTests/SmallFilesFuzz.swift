import Foundation
import Fuzzing
import PhoenixModel
import PhoenixTestSupport

@testable import PhoenixJournal
@testable import PhoenixProxmox

/// The small texts: two files of the state directory, and what guests and their descriptions say.
struct SmallFilesFuzz: FuzzSubject {
    private let mutator: ByteMutator
    private let documents: JSONMutator
    private let corpus: [FuzzCase]
    private let folder: FuzzTrial.Scratch
    private let state: StateDirectory

    init(_ trial: FuzzTrial) throws {
        folder = try trial.scratch()
        state = try StateDirectory(creating: folder["state"])
        corpus = try trial.kept().map(\.case) + Self.samples()
        mutator = ByteMutator(corpus: corpus.map(\.bytes))
        documents = JSONMutator(corpus: corpus.filter { $0.files[0].name == "receipt" }.map(\.bytes))
    }

    mutating func makeCase(_ chance: inout SeededGenerator) -> FuzzCase {
        var fuzzCase = chance.pick(corpus) ?? FuzzCase.empty
        let isJSON = fuzzCase.files[0].name == "receipt" && chance.isLucky(0.7)
        fuzzCase.files[0].bytes =
            isJSON ? documents.mutated(fuzzCase.bytes, &chance) : mutator.mutated(fuzzCase.bytes, &chance)
        return fuzzCase
    }

    mutating func judge(_ fuzzCase: FuzzCase) throws -> FuzzVerdict {
        let bytes = fuzzCase.bytes
        return switch fuzzCase.files.first?.name {
        case "description": try judgeDescription(bytes)
        case "receipt": try judgeReceipts(bytes)
        case "look": LookAnswer(bytes).map { _ in .accepted } ?? .refused
        case "flawless-commit": try judgeFlawless(bytes)
        default: try judgeLock(bytes)
        }
    }

    /// A mark that is read is written and read again as the same, beside what people wrote.
    private func judgeDescription(_ bytes: [UInt8]) throws(FuzzFault) -> FuzzVerdict {
        let text = String(decoding: bytes, as: UTF8.self)
        let found = MarkText.mark(in: text)
        let mark = found ?? Self.mark
        let written = MarkText.description(text, marked: mark)
        try require(MarkText.mark(in: written) == mark, "a mark is read otherwise than it was written")
        try require(MarkText.description(written, marked: mark) == written, "each writing adds to the description")
        return found == nil ? .refused : .accepted
    }

    private func judgeReceipts(_ bytes: [UInt8]) throws -> FuzzVerdict {
        // As the guest's program prints it, which is read whatever it holds …
        let printed = "receipt\n\(Data(bytes).base64EncodedString())\nend\n"
        guard let answer = ReceiptsAnswer(Array(printed.utf8)) else {
            throw FuzzFault("an answer to its end is refused")
        }
        // … and as it never would.
        _ = ReceiptsAnswer(bytes)
        guard let receipt = ReceiptText.receipt(Data(bytes)) else { return .refused }
        try require(answer.receipts == [receipt], "a receipt is read otherwise from an answer")
        let again = try ReceiptText.receipt(Data(ReceiptText.bytes(of: receipt)))
        try require(again == receipt, "a receipt is read otherwise than it was written")
        return .accepted
    }

    /// Nothing but the line itself counts.
    private func judgeFlawless(_ bytes: [UInt8]) throws -> FuzzVerdict {
        let file = state.url.appending(path: "flawless-commit")
        try Data(bytes).write(to: file)
        let memory = FlawlessCommit(state, program: "1.0 abc")
        let isRemembered = bytes == Array("\(commit("a").hexadecimal) 1.0 abc\n".utf8)
        if let found = memory.commit {
            let line = "\(found.hexadecimal) 1.0 abc\n"
            try require(bytes.elementsEqual(line.utf8), "\(found) was made of another line")
        }
        try require(memory.isFlawless(commit("a")) == isRemembered, "a changed line counts")
        try require(Data(contentsOf: file) == Data(bytes), "reading has changed the file")
        return memory.commit == nil ? .refused : .accepted
    }

    /// Whatever stands in the file, the lock is taken, and the second is told so in one line.
    private func judgeLock(_ bytes: [UInt8]) throws -> FuzzVerdict {
        try Data(bytes).write(to: state.lockFile)
        let holder = try StateLock(state, command: "phoenix watch", at: Instant(milliseconds: 0))
        // As if the holder had died while it wrote, or somebody else had.
        let file = try FileHandle(forWritingTo: state.lockFile)
        try file.truncate(atOffset: 0)
        try file.write(contentsOf: bytes)
        try file.close()
        do throws(Failure) {
            _ = try StateLock(state, command: "phoenix sync --once", at: Instant(milliseconds: 0))
            throw Failure(.internalDefect, "two hold the lock", remedy: "")
        } catch {
            withExtendedLifetime(holder) {}
            try require(error.code == .stateDirectoryBusy, "\(error)")
            try requireSentence(error)
            try require(
                !error.message.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F },
                "control characters in: \(error.message)")
        }
        return .refused
    }

    private static let mark = Mark(
        fleet: "lab", guest: id(101), isProtected: true,
        applied: [.feature("docker"): digest("a"), .application("chat"): digest("b")], completedWish: "x")

    private static func samples() throws -> [FuzzCase] {
        let receipt = Receipt(
            subject: .feature("docker"), digest: digest("a"), stage: .applied, commit: commit(),
            writtenAt: Instant(milliseconds: 5))
        func one(_ name: String, _ bytes: [UInt8]) -> FuzzCase { FuzzCase([FuzzCase.File(name, bytes)]) }
        let block = MarkText.block(for: mark)
        return [
            one("description", Array("A *web* server\r\n\(block)\nmore".utf8)), one("description", Array(block.utf8)),
            one("receipt", try ReceiptText.bytes(of: receipt)),
            one("look", Array("ended 0 12\naGVsbG8=\n".utf8)), one("look", Array("running 5\naGVsbG8=\n".utf8)),
            one("flawless-commit", Array("\(commit("a").hexadecimal) 1.0 abc\n".utf8)),
            one("lock", Array("'phoenix watch', process 123, since 2026-01-01T00:00:00Z".utf8)),
        ]
    }
}
