import Foundation
import JSONSchema
import PhoenixModel
import PhoenixSimulatorAPI
import PhoenixSimulatorServer
import Synchronization

/// Writes what a simulated Proxmox was asked and answered, a JSON object a line, without anything secret.
final class ExchangeRecorder: Sendable {
    private let path: String
    private let state: Mutex<State>

    private struct State {
        let handle: FileHandle
        /// The first write that failed; nothing is written after it.
        var failure: String?
    }

    init(_ path: String) throws(Failure) {
        self.path = path
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let handle = FileHandle(forWritingAtPath: path)
        else {
            throw Failure(
                .fileUnusable, "\(path) cannot be written", remedy: "let this account write there",
                causes: [String(cString: strerror(errno))])
        }
        state = Mutex(State(handle: handle))
    }

    /// Adds one exchange.
    func append(_ exchange: ExchangeRecord) {
        let line = Self.text(of: exchange).compactText + "\n"
        state.withLock { state in
            guard state.failure == nil else { return }
            do {
                try state.handle.write(contentsOf: Data(line.utf8))
            } catch {
                state.failure = error.localizedDescription
            }
        }
    }

    /// Ends the file, and says if something could not be written.
    func close() throws(Failure) {
        let failure = state.withLock { state in
            // A file that cannot be closed was written as far as it goes.
            try? state.handle.close()
            return state.failure
        }
        guard let failure else { return }
        throw Failure(
            .fileUnusable, "\(path) is not complete", remedy: "make room for it and record again", causes: [failure])
    }

    private static func text(of exchange: ExchangeRecord) -> JSONText {
        let (request, answer) = (exchange.request, exchange.answer)
        var members: [JSONText.Member] = [
            .init("method", .string(request.method)), .init("path", .string(request.path)),
        ]
        if let query = request.query { members.append(.init("query", .string(hidden(query)))) }
        if !request.body.isEmpty {
            members.append(.init("form", .string(hidden(String(decoding: request.body, as: UTF8.self)))))
        }
        members += [
            .init("status", .integer(answer.status)), .init("reason", .string(answer.reason.text)),
            .init("body", .string(isSecret(request) ? hiddenText : String(decoding: answer.body, as: UTF8.self))),
        ]
        return .object(members)
    }

    private static let hiddenText = "<hidden>"

    /// Answers that hold a ticket or the value of a token.
    private static func isSecret(_ request: APIRequest) -> Bool {
        request.method == "POST"
            && (request.path.hasSuffix("/access/ticket") || request.path.contains("/token/"))
    }

    /// Takes the whole text away where it may hold a password: what is not shown cannot be misread.
    private static func hidden(_ text: String) -> String {
        text.lowercased().contains("password") || text.contains("sshkeys") ? hiddenText : text
    }
}
