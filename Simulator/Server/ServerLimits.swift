/// What one client may take from the server, and for how long.
package struct ServerLimits: Sendable {
    /// Connections at once; more wait in the listening queue. 500 is what one worker of pveproxy takes.
    package var connections = 500
    /// This many connections below the limit, connections are no longer kept open after an answer, as in pveproxy.
    package var keepAliveReserve = 20
    /// Requests on one connection; the answer to the last one closes it. 100 as in pveproxy.
    package var requestsPerConnection = 100
    /// A connection that neither sends nor receives is closed after this time, unless the server owes it an answer. Five
    /// seconds as in pveproxy; it also ends a kept connection and a TLS handshake that does not proceed.
    package var inactivitySeconds = 5.0
    /// The whole of a request's line and header. pveproxy has only the inactivity limit, which a byte now and then evades.
    package var headSeconds = 30.0
    /// The whole of a body: half a mebibyte takes a minute at 9 kB a second, slower than any real client.
    package var bodySeconds = 60.0
    /// The handler's time, the answer's delay included. The longest call of the API is cut by the API itself after 30
    /// seconds of its own time, so this only ends what hangs.
    package var answerSeconds = 600.0
    /// The whole of writing an answer to a client that reads slowly.
    package var writeSeconds = 60.0
    /// How long bytes are still taken from a client after the last answer, so that a body that was refused unread does
    /// not reset the connection before the client has seen the answer.
    package var lingerSeconds = 1.0
    /// How long a stop waits for answers that are under way.
    package var stopSeconds = 5.0

    package init() {}

    /// From this many header lines on, the empty one included, pveproxy never answers.
    static let headerLines = 64
    /// From this many bytes of header lines on, without their ends, pveproxy never answers.
    static let headerBytes = 8 * 1024
    /// The longest request line: as much as pveproxy holds of unread bytes.
    static let requestLineBytes = 512 * 1024 + 8 * 1024
    /// Bytes of later requests that are held while an answer is under way; reading pauses beyond it.
    static let readAheadBytes = 64 * 1024
    /// Bodies above this size are compressed for clients that ask for it, as in pveproxy.
    static let compressionThresholdBytes = 1024
    /// Connections that wait to be accepted: what Linux allows without tuning for a burst of clients.
    static let backlog: Int32 = 256
}
