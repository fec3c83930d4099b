import PhoenixModel
import PhoenixProxmox

/// The one connection to a node: made when it is needed, shared by all commands, made anew when it has died.
actor NodeConnection {
    private enum State {
        case none
        case connecting(Task<Result<SecureShellArguments, NodeShellError>, Never>)
        case connected(SecureShellArguments)
    }

    private let node: NodeName
    private let settings: SecureShellSettings
    /// The path of control sockets without their number.
    private let socketStem: String
    private var socketNumber = 0
    private var state = State.none
    private nonisolated let slots = SessionSlots(count: sessionsMaximum)

    init(node: NodeName, settings: SecureShellSettings, socketStem: String) {
        self.node = node
        self.settings = settings
        self.socketStem = socketStem
    }

    /// sshd allows 10 sessions on a connection unless it is told otherwise (`MaxSessions`); two stay free for sessions
    /// that are over for us and not yet for sshd.
    static let sessionsMaximum = 8
    /// A connection may die between two commands; if a fresh one dies as well, something is wrong.
    static let attemptsMaximum = 2
    /// What ssh's own timeout does not cover: the key exchange's end and authentication on a busy node.
    static let authenticationSeconds = 10
    /// A command's closing mark may need so long over a bad line after the node has ended it.
    static let answerSeconds = 10
    /// The master is on this machine.
    static let exitSeconds = 5

    /// Runs one command as soon as there is room for a session.
    nonisolated func run(_ command: NodeCommand) async throws(NodeShellError) -> NodeCommandResult {
        guard await slots.enter() else { throw .unreachable("\(command.name) was given up before it began") }
        defer { slots.leave() }
        var dead: SecureShellArguments?
        for _ in 0..<Self.attemptsMaximum {
            let connection = try await connection(after: dead)
            if let result = try await session(command, over: connection) { return result }
            dead = connection
        }
        throw .unreachable("the SSH connection to node \(node) died twice before \(command.name) began")
    }

    /// Ends the connection, if there is one.
    func close() async {
        if case .connecting(let task) = state { _ = await task.value }
        guard case .connected(let connection) = state else { return }
        state = .none
        // A master that is gone already has nothing to end.
        _ = try? await ProcessRun(
            words: connection.exit, environment: connection.environment, timeout: .seconds(Self.exitSeconds)
        ).run()
    }
}

// MARK: - Connecting

extension NodeConnection {
    /// The connection, a new one if the one that the caller knows is dead.
    private func connection(after dead: SecureShellArguments?) async throws(NodeShellError) -> SecureShellArguments {
        if case .connected(let connection) = state, connection.socket != dead?.socket { return connection }
        let task: Task<Result<SecureShellArguments, NodeShellError>, Never>
        if case .connecting(let running) = state {
            task = running
        } else {
            socketNumber += 1
            let arguments = SecureShellArguments(
                settings: settings, address: settings.address(of: node), socket: "\(socketStem)-\(socketNumber)")
            task = Task { await connect(arguments) }
            state = .connecting(task)
        }
        return try await task.value.get()
    }

    private func connect(_ arguments: SecureShellArguments) async -> Result<SecureShellArguments, NodeShellError> {
        let result = await Self.connected(arguments, to: node)
        if case .success(let connection) = result { state = .connected(connection) } else { state = .none }
        return result
    }

    private static func connected(
        _ arguments: SecureShellArguments, to node: NodeName
    ) async -> Result<SecureShellArguments, NodeShellError> {
        let seconds = arguments.settings.connectTimeoutSeconds + authenticationSeconds
        do {
            let ending = try await ProcessRun(
                words: arguments.connect, environment: arguments.environment, timeout: .seconds(seconds)
            ).run()
            guard ending.cause == .itself else {
                return .failure(.unreachable("node \(node) did not let us in within \(seconds) s"))
            }
            guard ending.exitCode == 0 else {
                return .failure(
                    Complaint.refusal(
                        of: node, settings: arguments.settings, said: Complaint.text(ending.errorOutput.bytes)))
            }
            return .success(arguments)
        } catch {
            return .failure(.noClient(error))
        }
    }
}

// MARK: - Sessions

extension NodeConnection {
    /// One command over a connection; nil if the connection was dead before the command began.
    private nonisolated func session(
        _ command: NodeCommand, over connection: SecureShellArguments
    ) async throws(NodeShellError) -> NodeCommandResult? {
        let text = SessionText(command, path: settings.path)
        var process = ProcessRun(
            words: connection.session(text.text), input: command.input, environment: connection.environment,
            timeout: .seconds(max(1, command.timeoutSeconds) + Self.answerSeconds) + ProcessRun.grace)
        process.endMark = text.endMark
        let ending: ProcessEnding
        do { ending = try await process.run() } catch { throw .noClient(error) }
        switch text.outcome(output: ending.output, errorOutput: ending.errorOutput) {
        case .ended(let result): return result
        case .overdue: throw .overdue(command)
        case .open(let hasBegun, let complaint):
            if let loss = ending.cause.loss(of: command) { throw loss }
            guard hasBegun || !Complaint.isWithoutMaster(complaint) else { return nil }
            if !hasBegun, Complaint.isRefusedSession(complaint) { throw .sessionRefused(by: node) }
            throw .lost(
                """
                the SSH connection to node \(node) broke during \(command.name), which goes on there for at most \
                \(max(1, command.timeoutSeconds)) s\(complaint.isEmpty ? "" : " (\(complaint))")
                """)
        }
    }
}

extension NodeShellError {
    fileprivate static func noClient(_ refusal: ProcessRefusal) -> NodeShellError {
        switch refusal {
        case .notFound: .unreachable("there is no ssh on this machine: install openssh-client")
        case .failed(let text): .unreachable("ssh could not be started: \(text)")
        }
    }

    fileprivate static func sessionRefused(by node: NodeName) -> NodeShellError {
        .unreachable(
            """
            node \(node) takes no further session on its connection: set MaxSessions in its sshd_config to at least \
            \(NodeConnection.sessionsMaximum + 2)
            """)
    }
}
