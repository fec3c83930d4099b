import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL

/// What ended an attempt, and how people are told: the one place that knows the errors of the libraries below.
struct Cause: Hashable, Sendable {
    let end: FailedExchange.End
    /// One short line, in no library's words.
    let text: String

    init(_ end: FailedExchange.End, _ text: String) {
        self.end = end
        self.text = text
    }

    static let closing = "Phoenix is stopping"
    static let cancelled = "the call was cancelled"
    static let failed = Cause(.connecting, "the connection was closed before it was ready")
}

extension Cause {
    /// What an error means at a request that was sent, or was not.
    struct Reader {
        let wasSent: Bool
        /// Whether some of the answer came.
        let isAnswered: Bool
        let host: String
        /// Who has to have signed a certificate.
        let authorities: String
        let limits: ConnectionLimits
        let deadlineSeconds: Double
    }
}

extension Cause.Reader {
    func cause(of error: any Error) -> Cause {
        switch error {
        case let error as HTTPClientError: cause(of: error)
        case let error as WrongCertificate: cause(of: error)
        case let error as IOError: cause(errno: error.errnoCode)
        case let error as NIOConnectionError: cause(of: error)
        case let error as NIOSSLError: cause(of: error)
        case is BoringSSLError: Cause(.connecting, "the TLS handshake failed")
        case let error as NIOSSLExtraError where error == .failedToValidateHostname: wrongName
        case ChannelError.connectTimeout: timedOut
        case is ChannelError: closed
        case is AnswerCollector.TooLarge, NIOHTTPDecompression.DecompressionError.limit:
            Cause(.answer, "the answer is larger than \(limits.answerBytes) bytes")
        case is AnswerCollector.Endless: Cause(.answer, "the answer does not say where it ends")
        case is NIOHTTPDecompression.DecompressionError, is NIOHTTPDecompression.ExtraDecompressionError:
            Cause(.answer, "the answer's compression is damaged")
        case HTTPParserError.invalidEOFState, HTTPParserError.closedConnection:
            Cause(.answer, Self.closedInTheMiddle)
        default: wasSent ? Cause(.answer, "what came back is no answer in HTTP") : .failed
        }
    }

    private static let closedInTheMiddle = "the connection was closed in the middle of the answer"

    private var closed: Cause {
        guard wasSent else { return Cause(.closed, "the connection was closed before it could be used") }
        return Cause(
            .closed, isAnswered ? Self.closedInTheMiddle : "the connection was closed before the answer came")
    }

    private var timedOut: Cause {
        Cause(.connecting, "no connection within \(Self.seconds(limits.connectSeconds)) s")
    }

    private var wrongName: Cause { Cause(.connecting, "its certificate is for other names than '\(host)'") }

    private func cause(of error: HTTPClientError) -> Cause {
        switch error {
        case .deadlineExceeded: Cause(.deadline, "no answer within \(Self.seconds(deadlineSeconds)) s")
        case .connectTimeout, .getConnectionFromPoolTimeout: timedOut
        case .tlsHandshakeTimeout:
            Cause(.connecting, "the TLS handshake did not end within \(Self.seconds(limits.connectSeconds)) s")
        case .cancelled: Cause(.cancelled, Cause.cancelled)
        case .alreadyShutdown: Cause(.cancelled, Cause.closing)
        case .remoteConnectionClosed:
            closed
        default: wasSent ? Cause(.answer, "what came back is no answer in HTTP") : .failed
        }
    }

    private func cause(of error: WrongCertificate) -> Cause {
        let seen = error.seen.map { "\($0)" } ?? "none"
        return Cause(
            .connecting, "its certificate is not the pinned one: expected SHA-256 \(error.expected), seen \(seen)")
    }

    private func cause(errno code: CInt) -> Cause {
        if code == ETIMEDOUT, !wasSent { return timedOut }
        let words = String(cString: strerror(code))
        return Cause(wasSent ? .closed : .connecting, words.prefix(1).lowercased() + words.dropFirst())
    }

    private func cause(of error: NIOConnectionError) -> Cause {
        guard let failure = error.connectionErrors.first else {
            return Cause(.connecting, "the name '\(host)' cannot be resolved")
        }
        return cause(of: failure.error)
    }

    private func cause(of error: NIOSSLError) -> Cause {
        switch error {
        case .uncleanShutdown, .readInInvalidTLSState, .writeDuringTLSShutdown: wasSent ? closed : .failed
        case .unableToValidateCertificate, .noCertificateToValidate, .cannotMatchULabel: wrongName
        case .handshakeFailed(.sslError(let errors)): handshake(errors.map { "\($0)" }.joined(separator: " "))
        case .handshakeFailed: Cause(.connecting, "the TLS handshake failed")
        default: wasSent ? closed : .failed
        }
    }

    /// BoringSSL tells its reasons in capitals between colons.
    private func handshake(_ words: String) -> Cause {
        let known = [
            ("CERTIFICATE_VERIFY_FAILED", "its certificate is not valid, or not signed by \(authorities)"),
            ("WRONG_VERSION_NUMBER", "what answers does not speak TLS"),
            ("HTTP_REQUEST", "what answers does not speak TLS"),
            ("EOF during handshake", "the connection was closed in the middle of the TLS handshake"),
            ("UNSUPPORTED_PROTOCOL", "it speaks only versions of TLS older than 1.2"),
            ("PROTOCOL_VERSION", "it speaks only versions of TLS older than 1.2"),
        ]
        let text = known.first { words.contains($0.0) }?.1 ?? "the TLS handshake failed"
        return Cause(.connecting, text)
    }

    private static func seconds(_ seconds: Double) -> String {
        Int(exactly: seconds).map(String.init) ?? String(seconds)
    }
}
