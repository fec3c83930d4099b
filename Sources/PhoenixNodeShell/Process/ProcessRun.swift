import Subprocess
import SystemPackage

/// A program that runs to its end, bounded in time and in what it says.
///
/// It is the leader of a session and process group of its own, so that whatever it started ends with it.
struct ProcessRun: Sendable {
    let words: [String]
    var input: [UInt8] = []
    /// All of it; nothing of Phoenix's own environment, where secrets may stand, is passed on.
    let environment: [String: String]
    let timeout: Duration
    /// Ends a stream although others still hold it open.
    var endMark: [UInt8]?

    /// One stream keeps no more than this; QEMU's guest agent has the same limit, so that all guests are equal.
    static let streamBytesMaximum = 16 * 1024 * 1024
    /// From the request to end until force: time enough to release locks on a node.
    static let grace = Duration.seconds(5)
    /// Both streams have ended, and the program is about to: so long it is waited for.
    private static let farewell = Duration.seconds(1)

    /// Throws if it could not be started.
    func run() async throws(ProcessRefusal) -> ProcessEnding {
        guard let program = words.first else { throw .notFound }
        do {
            let input = try MemoryFile(input).descriptor
            let result = try await Subprocess.run(
                configuration(program), input: .fileDescriptor(input, closeAfterSpawningProcess: true),
                output: .sequence, error: .sequence
            ) { execution in await follow(execution) }
            return result.closureResult.ending(result.terminationStatus)
        } catch let error as SubprocessError {
            throw ProcessRefusal(error)
        } catch {
            throw .failed("\(error)")
        }
    }

    private func configuration(_ program: String) -> Configuration {
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = Self.ending
        let variables = environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) }
        return Configuration(
            executable: program.contains("/") ? .path(FilePath(program)) : .name(program),
            arguments: Arguments(Array(words.dropFirst())),
            environment: .custom(Dictionary(variables) { first, _ in first }), platformOptions: options)
    }
}

// MARK: - While it runs

extension ProcessRun {
    private typealias Running<Input: InputProtocol> = Execution<Input, SequenceOutput, SequenceOutput>

    private struct Followed: Sendable {
        let output: CollectedStream
        let errorOutput: CollectedStream
        let isOverdue: Bool
        let isCancelled: Bool

        func ending(_ status: TerminationStatus) -> ProcessEnding {
            let exitCode =
                switch status {
                case .exited(let code): Int(code)
                case .signaled(let signal): 128 + Int(signal)
                }
            return ProcessEnding(cause: cause, exitCode: exitCode, output: output, errorOutput: errorOutput)
        }

        private var cause: ProcessEnding.Cause {
            let ends = [output.end, errorOutput.end]
            for case .unreadable(let text) in ends { return .unreadable(text) }
            if ends.contains(.tooLong) { return .tooMuchOutput }
            if isOverdue { return .deadline }
            return isCancelled ? .cancellation : .itself
        }

        var isByForce: Bool { cause != .itself }
    }

    /// First a request to the whole group, then force.
    private static let ending = [
        TeardownStep.send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: grace)
    ]

    /// No signal has number 0: this step reaches nobody and only waits for the program's end.
    private static func waiting(_ duration: Duration) -> TeardownStep {
        .send(signal: Signal(rawValue: 0), toProcessGroup: true, allowedDurationToNextStep: duration)
    }

    private func follow(_ execution: Running<some InputProtocol>) async -> Followed {
        let start = ContinuousClock.now
        async let end: Void = execution.teardown(using: [Self.waiting(timeout)] + Self.ending)
        async let output = collect(execution.standardOutput, of: execution)
        async let errorOutput = collect(execution.standardError, of: execution)
        let streams = await (output, errorOutput)
        if streams.0.end == .marked, streams.1.end == .marked {
            await execution.teardown(using: [Self.waiting(Self.farewell)] + Self.ending)
        }
        await end
        let isMarked = streams.0.end == .marked && streams.1.end == .marked
        let followed = Followed(
            output: streams.0, errorOutput: streams.1,
            isOverdue: !isMarked && ContinuousClock.now - start >= timeout, isCancelled: !isMarked && Task.isCancelled)
        // Its leader is not reaped before this returns, so the group's number is still this group's.
        if followed.isByForce { try? execution.send(signal: .kill, toProcessGroup: true) }
        return followed
    }

    private func collect(
        _ stream: SubprocessOutputSequence, of execution: Running<some InputProtocol>
    ) async -> CollectedStream {
        var collected = CollectedStream()
        do {
            for try await buffer in stream {
                let searched = max(0, collected.bytes.count - (endMark?.count ?? 0))
                buffer.withUnsafeBytes { collected.bytes.append(contentsOf: $0) }
                if let endMark, let mark = collected.bytes[searched...].firstRange(of: endMark) {
                    collected.bytes.removeSubrange(mark.lowerBound...)
                    collected.end = .marked
                    return collected
                }
                if collected.bytes.count > Self.streamBytesMaximum {
                    collected.end = .tooLong
                    break
                }
            }
        } catch {
            collected.end = .unreadable("\(error)")
        }
        if collected.end != .closed { await execution.teardown(using: Self.ending) }
        return collected
    }
}
