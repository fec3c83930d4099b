package import PhoenixModel

/// Gives the value of a secret that the repository names, or says why there is none. Must not wait: it is asked while a script
/// is put together.
package typealias SecretResolver = @Sendable (SecretName) throws(Failure) -> Secret

/// For a Phoenix that was given no secrets: refuses each by its name.
package let noSecrets: SecretResolver = { (name: SecretName) throws(Failure) -> Secret in
    throw Failure(
        .settingsInvalid, "the secret '\(name)' is not configured on this machine",
        remedy: "give Phoenix the secret, or take it out of the commit")
}
