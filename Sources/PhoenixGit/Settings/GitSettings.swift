package import PhoenixModel

/// Which repository Phoenix follows, and how.
package struct GitSettings: Sendable {
    /// The repository.
    package var remote: RemoteURL
    /// Which commit of it.
    package var reference: ReferenceSelector
    /// Absolute path of the bare mirror; it and its siblings with the suffixes `.new`, `.aside` and `.lock` belong to
    /// Phoenix alone.
    package var mirrorDirectory: String
    package var limits = GitLimits()
    package var deadlines = GitDeadlines()
    /// Asked when a server wants credentials, at most once per connection, on the thread that talks to it.
    package var credential: (@Sendable () throws(Failure) -> GitCredential)?
    /// For `https` only.
    package var trust = CertificateTrust.systemAuthorities

    package init(remote: RemoteURL, reference: ReferenceSelector, mirrorDirectory: String) {
        self.remote = remote
        self.reference = reference
        self.mirrorDirectory = mirrorDirectory
    }

    /// Throws `settingsInvalid` for what contradicts itself, so that a wish for safety is never silently ignored.
    package func check() throws(Failure) {
        if !remote.isEncrypted, trust != .systemAuthorities {
            throw Failure(
                .settingsInvalid, "a certificate is configured, but \(remote) is not encrypted",
                remedy: "use the https:// address, or remove the certificate from the settings")
        }
        if !remote.takesCredentials, credential != nil {
            throw Failure(
                .settingsInvalid, "credentials are configured, but \(remote) cannot take any",
                remedy: "use the https:// address, or remove the credentials from the settings")
        }
        if !mirrorDirectory.hasPrefix("/") {
            throw Failure(
                .settingsInvalid, "the mirror's folder '\(OneLine.of(mirrorDirectory))' is not an absolute path",
                remedy: "give the state directory as an absolute path")
        }
    }
}
