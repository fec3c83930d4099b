import PhoenixSimulatorAPI

/// Reads request heads the way pveproxy does, which is laxer than HTTP in some places and stricter in others.
struct HeadReader {
    /// What the bytes so far amount to.
    enum Outcome: Equatable {
        case incomplete
        case head(RequestHead)
        /// Answered at once; the version is the one that the answer names.
        case refused(APIAnswer, HTTPVersion)
        /// Over a limit that pveproxy enforces by never answering.
        case overrun
    }

    private var line: RequestLine?
    private var fields = HeaderFields()
    private var unfinished: (name: String, value: String)?
    private var lineCount = 0
    private var byteCount = 0

    /// Whether a request line has been read.
    var hasBegun: Bool { line != nil }

    /// Takes lines until the head is complete or nothing more can come of it.
    mutating func read(_ buffer: inout LineBuffer) -> Outcome {
        while let bytes = buffer.takeLine() {
            let outcome = line == nil ? begin(bytes) : take(bytes)
            if outcome != .incomplete {
                self = HeadReader()
                return outcome
            }
        }
        let limit =
            line == nil ? ServerLimits.requestLineBytes : max(0, ServerLimits.headerBytes - byteCount)
        return buffer.byteCount > limit + 1 ? .overrun : .incomplete
    }

    private mutating func begin(_ bytes: ArraySlice<UInt8>) -> Outcome {
        if bytes.isEmpty { return .incomplete }
        guard let line = RequestLine(bytes) else { return .refused(.plain(400, "bad request"), .oneDotZero) }
        guard line.version.major == 1 else {
            let text = "http protocol version \(line.version.major).\(line.version.minor) not supported"
            return .refused(.plain(506, text), .oneDotZero)
        }
        if line.hasUserInTarget { return .refused(.plain(400, "invalid url"), .oneDotZero) }
        self.line = line
        return .incomplete
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>) -> Outcome {
        guard let line else { return .incomplete }
        lineCount += 1
        byteCount += bytes.count
        guard lineCount < ServerLimits.headerLines, byteCount < ServerLimits.headerBytes else { return .overrun }
        if bytes.isEmpty {
            closeField()
            return .head(
                RequestHead(
                    method: line.method, target: RequestTarget(line.target), version: line.version,
                    headerFields: fields))
        }
        switch HeaderLine(bytes) {
        case .field(let name, let value):
            closeField()
            unfinished = (name, value)
        case .continuation(let text):
            unfinished?.value += " " + text
        case .unreadable:
            return .refused(.plain(506, "unable to parse request header"), line.version)
        }
        return .incomplete
    }

    private mutating func closeField() {
        guard let unfinished else { return }
        fields.append(unfinished.name, unfinished.value)
        self.unfinished = nil
    }
}
