import PhoenixSimulatorAPI
import Testing

/// The small values of which requests and answers are made.
struct ExchangeTests {
    @Test("Header names are compared without case, values joined in their order")
    func headerFields() {
        var fields: HeaderFields = ["Cookie": "a=1", "Host": "pve1", "cookie": "b=2"]
        #expect(fields["COOKIE"] == "a=1, b=2")
        #expect(fields.values(of: "host") == ["pve1"])
        #expect(fields["Accept"] == nil)
        fields.replace("cookie", with: "c=3")
        #expect(fields.fields.map(\.name) == ["Host", "cookie"])
        fields.remove("HOST")
        #expect(fields == ["cookie": "c=3"])
    }

    @Test("A target is cut but not decoded")
    func target() {
        let target = RequestTarget("/api2/json/a%20b?x=%2F?&y=1#part")
        #expect(target.path == "/api2/json/a%20b")
        #expect(target.query == "x=%2F?&y=1")
        #expect(RequestTarget("/a").query == nil)
        #expect(RequestTarget("/a?").query == "")
        #expect(RequestTarget("/a?\u{301}b").query == "\u{301}b")
    }

    @Test("A target may name its host, as to a proxy", arguments: ["http", "HTTPS"])
    func absoluteTarget(_ scheme: String) {
        let target = RequestTarget("\(scheme)://pve1:8006/api2/json/version?a=b")
        #expect(target.path == "/api2/json/version")
        #expect(target.query == "a=b")
    }

    @Test("A reason is the first line of a message, in the bytes that a status line may hold")
    func reason() {
        #expect(ReasonPhrase("CT 100 already running\n").text == "CT 100 already running")
        #expect(ReasonPhrase("one\r\ntwo").text == "one")
        #expect(ReasonPhrase("a\u{0}b\tc\u{7F}d\u{1B}e").text == "ab\tcde")
        #expect(ReasonPhrase("Größe – 大").text == "Größe – 大")
        #expect(ReasonPhrase.standard(for: 501).text == "Not Implemented")
        #expect(ReasonPhrase.standard(for: 599).text.isEmpty)
    }

    @Test("An error closes the connection, and so does an answer whose end cannot be seen")
    func keepsConnection() {
        #expect(APIAnswer(status: 200, reason: "OK", body: [0x7B]).keepsConnection)
        #expect(APIAnswer(status: 304, reason: "Not Modified").keepsConnection)
        #expect(!APIAnswer(status: 200, reason: "OK").keepsConnection)
        #expect(!APIAnswer(status: 400, reason: "Bad Request", body: [0x7B]).keepsConnection)
        #expect(!APIAnswer(status: 200, reason: "OK", body: [0x7B], closesConnection: true).keepsConnection)
    }

    @Test("A body that was left unread brings its refusal")
    func content() {
        #expect(RequestContent.read([1]).refusal == nil)
        #expect(RequestContent.unread(.tooLarge).refusal == ContentRefusal.tooLarge.answer)
        #expect(APIRequest(method: "POST", path: "/", content: .read([1, 2])).body == [1, 2])
        #expect(APIRequest(method: "POST", path: "/", content: .unread(.tooLarge)).body == [])
    }
}
