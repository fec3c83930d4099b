import PhoenixSimulatorAPI

/// Where and how the server listens.
package struct ServerConfiguration: Sendable {
    /// An address in numbers or a name of this machine.
    package var host = "127.0.0.1"
    /// 0 lets the system choose.
    package var port = 0
    package var certificate: CertificateSource
    /// Larger bodies are left unread.
    package var bodyLimitBytes = Admission.bodyLimitBytes
    package var limits = ServerLimits()
    package var clock = ServerClock.system
    /// Called with each request and the answer that it got, in the order of the answers, from any thread; answers are
    /// not sent before it returns.
    package var record: (@Sendable (ExchangeRecord) -> Void)?

    package init(certificate: CertificateSource) {
        self.certificate = certificate
    }
}
