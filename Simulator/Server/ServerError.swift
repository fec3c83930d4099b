/// Why the server could not start.
package enum ServerError: Error, Equatable {
    case addressInUse(host: String, port: Int)
    /// The address is not this machine's, cannot be resolved, or its port is reserved.
    case addressUnusable(host: String, port: Int, cause: String)
    case certificateUnreadable(path: String, cause: String)
    case keyUnreadable(path: String, cause: String)
    /// The files can be read but do not make a TLS identity together.
    case certificateUnusable(cause: String)
    case certificateNotMade(cause: String)
}

extension ServerError: CustomStringConvertible {
    /// What happened, then what to do about it.
    package var description: String {
        switch self {
        case .addressInUse(let host, let port):
            "\(host):\(port) is in use by another program: choose another port, or 0 for any free one"
        case .addressUnusable(let host, let port, let cause):
            "cannot listen on \(host):\(port) (\(cause)): use an address of this machine, such as 127.0.0.1"
        case .certificateUnreadable(let path, let cause):
            "cannot read a certificate from \(path) (\(cause)): give a PEM file with the server's certificate first"
        case .keyUnreadable(let path, let cause):
            "cannot read a private key from \(path) (\(cause)): give a PEM file with an unencrypted key"
        case .certificateUnusable(let cause):
            "the certificate and the key cannot be used for TLS (\(cause)): check that they belong together"
        case .certificateNotMade(let cause):
            "cannot make a self-signed certificate (\(cause)): give a certificate and a key"
        }
    }
}
