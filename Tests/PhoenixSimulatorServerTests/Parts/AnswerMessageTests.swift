import NIOCore
import PhoenixSimulatorAPI
import Testing

@testable import PhoenixSimulatorServer

/// An answer's bytes.
struct AnswerMessageTests {
    private let date = HTTPDate(secondsSince1970: 1_795_419_687)

    @Test("A kept connection's answer, byte for byte")
    func usualAnswer() {
        #expect(
            bytes(of: .data(#"{"data":null}"#))
                == """
                HTTP/1.1 200 OK\r
                Cache-Control: max-age=0\r
                Connection: Keep-Alive\r
                Date: Mon, 23 Nov 2026 07:41:27 GMT\r
                Pragma: no-cache\r
                Server: pve-api-daemon/3.0\r
                Content-Length: 13\r
                Content-Type: application/json;charset=UTF-8\r
                Expires: Mon, 23 Nov 2026 07:41:27 GMT\r
                \r
                {"data":null}
                """)
    }

    @Test("The reason is the message, the connection is closed, an empty body has no length")
    func failure() {
        #expect(
            bytes(of: .empty(401, "Authentication failed!"))
                == """
                HTTP/1.1 401 Authentication failed!\r
                Cache-Control: max-age=0\r
                Connection: close\r
                Date: Mon, 23 Nov 2026 07:41:27 GMT\r
                Pragma: no-cache\r
                Server: pve-api-daemon/3.0\r
                Expires: Mon, 23 Nov 2026 07:41:27 GMT\r
                \r

                """)
    }

    @Test("An answer that came through the inner daemon says both of its connections")
    func innerDaemon() {
        let answer = APIAnswer(status: 200, reason: "OK", headerFields: ["Connection": "close"], body: [0x31])
        #expect(bytes(of: answer).contains("\r\nConnection: close\r\nConnection: Keep-Alive\r\nDate"))
        let failure = APIAnswer(status: 500, reason: "no", headerFields: ["Connection": "close"], body: [0x31])
        #expect(bytes(of: failure).contains("max-age=0\r\nConnection: close\r\nDate"))
    }

    @Test("Fields are in Perl's order, unknown ones last")
    func order() {
        let answer = APIAnswer(
            status: 302, reason: "", headerFields: ["X-B": "1", "Location": "/a", "Allow": "GET", "X-A": "2"], body: [1]
        )
        let names = bytes(of: answer).split(separator: "\r\n").dropFirst().compactMap { $0.split(separator: ":").first }
        #expect(
            names.prefix(12) == [
                "Cache-Control", "Connection", "Date", "Pragma", "Location", "Server", "Allow", "Content-Length",
                "Expires", "X-A", "X-B", "\u{1}",
            ])
        #expect(bytes(of: answer).hasPrefix("HTTP/1.1 302 Found\r\n"))
    }

    @Test("A value cannot add lines to the head")
    func splitting() {
        let answer = APIAnswer(status: 301, reason: "a", headerFields: ["Location": "/a\r\nX: y"], body: [1])
        #expect(bytes(of: answer).contains("\r\nLocation: /a\r\n"))
        #expect(!bytes(of: answer).contains("X: y"))
    }

    @Test("Status codes without a body get none", arguments: [100, 204, 304])
    func bodiless(_ status: Int) {
        let text = bytes(of: APIAnswer(status: status, reason: "", body: [0x31, 0x32]))
        #expect(text.hasSuffix("GMT\r\n\r\n"))
        #expect(!text.contains("Content-Length"))
    }

    @Test("Only larger bodies are compressed, and only for those who ask")
    func compression() throws {
        let large = APIAnswer.data(String(repeating: "abc", count: 400))
        #expect(!bytes(of: large).contains("Content-Encoding"))
        #expect(bytes(of: large, coding: .gzip).contains("\r\nContent-Encoding: gzip\r\n"))
        #expect(bytes(of: large, coding: .deflate).contains("\r\nContent-Encoding: deflate\r\n"))
        let limit = APIAnswer.data(String(repeating: "a", count: 1024))
        #expect(!bytes(of: limit, coding: .gzip).contains("Content-Encoding"))
        #expect(try #require(compressed(large.body, as: .gzip)).starts(with: [0x1F, 0x8B]))
        #expect(try #require(compressed(large.body, as: .deflate)).first == 0x78)
    }

    @Test("gzip is preferred to deflate, weights are not looked at")
    func codings() {
        #expect(ContentCoding(accepted: "deflate, gzip;q=0") == .gzip)
        #expect(ContentCoding(accepted: "deflate") == .deflate)
        #expect(ContentCoding(accepted: "br") == nil)
        #expect(ContentCoding(accepted: nil) == nil)
    }

    @Test(
        "Dates",
        arguments: [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
            (-1, "Wed, 31 Dec 1969 23:59:59 GMT"), (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT"),
            (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
        ])
    func dates(_ second: Int, _ text: String) {
        #expect(HTTPDate(secondsSince1970: second).text == text)
    }

    private func bytes(of answer: APIAnswer, coding: ContentCoding? = nil) -> String {
        let head = RequestHead(method: "GET", target: RequestTarget("/"), version: .oneDotOne)
        let terms = ReplyTerms(head: head, mayKeepConnection: true).settled(for: answer, mustClose: false)
        var buffer = ByteBuffer()
        AnswerMessage(answer, accepting: coding).write(to: &buffer, terms: terms, date: date)
        return String(decoding: buffer.readableBytesView, as: UTF8.self)
    }
}
