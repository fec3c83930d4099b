import Testing

/// What can go wrong below the API, and what a call has to make of it: the contract of `ProxmoxError`, as data.
struct FaultRow: Sendable, CustomTestStringConvertible {
    let name: String
    let fault: Fault
    /// The same for a read and a write, as both only ask once here.
    let end: End
    /// How often the request came to the server.
    let requests: Int
    /// What people are told.
    let cause: String
    var limits = Limits.patient

    var testDescription: String { name }

    enum Fault: Sendable {
        /// Nobody listens.
        case refused
        case opening(FaultyServer.Opening)
        /// What is done with the request, after a good handshake.
        case request([FaultyServer.Step])
    }

    enum Limits: Sendable {
        case patient
        /// The connection's deadline passes.
        case shortConnect
        /// The request's deadline passes.
        case shortRequest
    }

    /// Small, so that the largest answers are made quickly.
    static let answerBytes = 20_000

    private static let half = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n"

    static let all: [FaultRow] = beforeTheRequest + afterTheRequest + strangeAnswers

    private static let beforeTheRequest = [
        FaultRow(
            name: "nobody listens", fault: .refused, end: .unreachable, requests: 0, cause: "connection refused"),
        FaultRow(
            name: "reset on accept", fault: .opening(.reset), end: .unreachable, requests: 0,
            cause: "connection"),
        FaultRow(
            name: "closed on accept", fault: .opening(.close), end: .unreachable, requests: 0,
            cause: "connection"),
        FaultRow(
            name: "silence instead of TLS", fault: .opening(.silence), end: .unreachable, requests: 0,
            cause: "within", limits: .shortConnect),
        FaultRow(
            name: "garbage instead of TLS", fault: .opening(.garbage), end: .unreachable, requests: 0,
            cause: "what answers does not speak TLS"),
        FaultRow(
            name: "closed in the handshake", fault: .opening(.closeInHandshake), end: .unreachable, requests: 0,
            cause: "connection"),
    ]

    private static let afterTheRequest = [
        FaultRow(
            name: "closed after the request", fault: .request([.close]), end: .lost, requests: 1,
            cause: "the connection was closed before the answer came"),
        FaultRow(
            name: "cut after the request", fault: .request([.cut]), end: .lost, requests: 1,
            cause: "the connection was closed before the answer came"),
        FaultRow(
            name: "reset after the request", fault: .request([.reset]), end: .lost, requests: 1,
            cause: "connection"),
        FaultRow(
            name: "no answer", fault: .request([]), end: .lost, requests: 1, cause: "no answer within",
            limits: .shortRequest),
        FaultRow(
            name: "half a head, then silence", fault: .request([.send(half)]), end: .lost, requests: 1,
            cause: "no answer within", limits: .shortRequest),
        FaultRow(
            name: "half a body, then silence", fault: .request([.send(half + "\r\n{")]), end: .lost, requests: 1,
            cause: "no answer within", limits: .shortRequest),
    ]

    private static let strangeAnswers = [
        FaultRow(
            name: "half a head", fault: .request([.send(half), .close]), end: .lost, requests: 1,
            cause: "closed in the middle of the answer"),
        FaultRow(
            name: "a head alone", fault: .request([.send(half + "\r\n"), .close]), end: .lost, requests: 1,
            cause: "closed in the middle of the answer"),
        FaultRow(
            name: "half a body", fault: .request([.send(half + "\r\n{\"data\":"), .close]), end: .lost, requests: 1,
            cause: "closed in the middle of the answer"),
        FaultRow(
            name: "half a body, cut", fault: .request([.send(half + "\r\n{"), .cut]), end: .lost, requests: 1,
            cause: "closed in the middle of the answer"),
        FaultRow(
            name: "half a body, reset", fault: .request([.send(half + "\r\n{"), .reset]), end: .lost, requests: 1,
            cause: "connection"),
        FaultRow(
            name: "garbage instead of HTTP", fault: .request([.send("220 smtp.example ESMTP\r\n\r\n"), .close]),
            end: .lost, requests: 1, cause: "what came back is no answer in HTTP"),
        FaultRow(
            name: "a success without a length", fault: .request([.send("HTTP/1.1 200 OK\r\n\r\n{\"da"), .close]),
            end: .lost, requests: 1, cause: "the answer does not say where it ends"),
        FaultRow(
            name: "announced too large",
            fault: .request([.send("HTTP/1.1 200 OK\r\nContent-Length: \(answerBytes + 1)\r\n\r\n")]), end: .lost,
            requests: 1, cause: "the answer is larger than \(answerBytes) bytes"),
        FaultRow(
            name: "too large in pieces",
            fault: .request([
                .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
                .flood("3e8\r\n\(String(repeating: "a", count: 1_000))\r\n"),
            ]), end: .lost, requests: 1, cause: "the answer is larger than \(answerBytes) bytes"),
        FaultRow(
            name: "a head without end",
            fault: .request([
                .send("HTTP/1.1 200 OK\r\n"), .flood("X-\(String(repeating: "a", count: 1_000)): b\r\n"),
            ]), end: .lost, requests: 1, cause: "what came back is no answer in HTTP"),
        FaultRow(
            name: "a refusal that ends without a farewell", fault: .request([.send(HTTPText.unauthorized), .cut]),
            end: .status(401), requests: 1, cause: ""),
        FaultRow(
            name: "a refusal that was cut in its body",
            fault: .request([.send("HTTP/1.1 500 x\r\n\r\n{\"mess"), .cut]), end: .lost, requests: 1,
            cause: "closed in the middle of the answer"),
    ]
}
