import NIOCore
import PhoenixSimulatorAPI
import Testing

@testable import PhoenixSimulatorServer

/// How pveproxy reads a request's head.
struct HeadReaderTests {
    @Test("A head is the same in one piece and byte by byte", arguments: ["\r\n", "\n"])
    func pieces(_ lineEnd: String) throws {
        let text = ["GET /a?b=c HTTP/1.1", "Host: pve1", "X-Long: a", "  b", "\tc", "Empty:", "", ""]
            .joined(separator: lineEnd)
        let expected = RequestHead(
            method: "GET", target: RequestTarget("/a?b=c"), version: .oneDotOne,
            headerFields: ["Host": "pve1", "X-Long": "a b c", "Empty": ""])
        #expect(read(text) == .head(expected))
        var reader = HeadReader()
        var buffer = LineBuffer()
        for byte in text.utf8.dropLast() {
            buffer.append(byte)
            #expect(reader.read(&buffer) == .incomplete)
        }
        buffer.append(UInt8(ascii: "\n"))
        #expect(reader.read(&buffer) == .head(expected))
    }

    @Test("Empty lines before a request are skipped")
    func emptyLines() {
        guard case .head(let head) = read("\r\n\r\n\nGET / HTTP/1.0\r\n\r\n") else {
            Issue.record("no head")
            return
        }
        #expect(head.version == .oneDotZero)
    }

    @Test("The words of a request may stand anywhere in its line")
    func looseRequestLine() throws {
        let line = try #require(RequestLine(Array("\u{1} x PUT /a HTTP/1.1junk more".utf8)[...]))
        #expect(line.method == "PUT")
        #expect(line.target == "/a")
        #expect(line.version == .oneDotOne)
    }

    @Test(
        "What is no request is refused in HTTP/1.0", arguments: ["hello", "GET /", "GET  HTTP/1.1", "GET / http/1.1"])
    func badRequest(_ line: String) {
        #expect(read("\(line)\r\n") == .refused(.plain(400, "bad request"), .oneDotZero))
    }

    @Test("Only HTTP/1 is spoken")
    func otherVersion() {
        #expect(
            read("PRI * HTTP/2.0\r\n") == .refused(.plain(506, "http protocol version 2.0 not supported"), .oneDotZero))
    }

    @Test("A user in front of the path is refused")
    func userInTarget() {
        #expect(read("GET a@b/ HTTP/1.1\r\n") == .refused(.plain(400, "invalid url"), .oneDotZero))
        #expect(RequestLine(Array("GET /a@b HTTP/1.1".utf8)[...])?.hasUserInTarget == false)
    }

    @Test("A line that is no field is refused", arguments: ["no colon", ": no name"])
    func badHeader(_ line: String) {
        #expect(
            read("GET / HTTP/1.1\r\n\(line)\r\n")
                == .refused(.plain(506, "unable to parse request header"), .oneDotOne))
    }

    @Test("A name may be parted from its colon, a value keeps its end")
    func spaces() {
        #expect(HeaderLine(Array("Name \t:  value ".utf8)[...]) == .field(name: "Name", value: "value "))
    }

    @Test("The 64th line ends it, the empty one included")
    func tooManyLines() {
        #expect(isHead(read(head(fieldCount: 62))))
        #expect(read(head(fieldCount: 63)) == .overrun)
    }

    @Test("Eight KiB of header lines end it, complete or not")
    func tooLongHeader() {
        let start = "GET / HTTP/1.1\r\nX: "
        #expect(isHead(read(start + String(repeating: "a", count: 8 * 1024 - 4) + "\r\n\r\n")))
        #expect(read(start + String(repeating: "a", count: 8 * 1024 - 3) + "\r\n\r\n") == .overrun)
        #expect(read(start + String(repeating: "a", count: 9 * 1024)) == .overrun)
    }

    @Test("A request line may be long, but not endless")
    func longTarget() {
        #expect(isHead(read("GET /\(String(repeating: "a", count: 100_000)) HTTP/1.1\r\n\r\n")))
        #expect(read("GET /\(String(repeating: "a", count: 600_000))") == .overrun)
    }

    private func head(fieldCount: Int) -> String {
        "GET / HTTP/1.1\r\n" + (0..<fieldCount).map { "X-\($0): a\r\n" }.joined() + "\r\n"
    }

    private func isHead(_ outcome: HeadReader.Outcome) -> Bool {
        if case .head = outcome { true } else { false }
    }

    private func read(_ text: String) -> HeadReader.Outcome {
        var reader = HeadReader()
        var buffer = LineBuffer()
        var bytes = ByteBuffer(string: text)
        buffer.append(&bytes)
        return reader.read(&buffer)
    }
}

extension LineBuffer {
    fileprivate mutating func append(_ byte: UInt8) {
        var bytes = ByteBuffer(bytes: [byte])
        append(&bytes)
    }
}
