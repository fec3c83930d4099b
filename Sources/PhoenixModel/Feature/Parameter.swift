/// The value of one parameter of a script.
package enum ParameterValue: Hashable, Codable, Sendable {
    /// A value from the repository: text as it is, any other JSON value as compact JSON.
    case text(String)
    /// A secret by its name; the machine that runs Phoenix resolves it when the script is started.
    case secret(SecretName)
}

/// One parameter of a script, as the script sees it.
package struct Parameter: Hashable, Codable, Sendable {
    /// The name of the environment variable: `PHOENIX_` and the parameter's name in upper case.
    package let variable: String
    package let value: ParameterValue

    package init(variable: String, value: ParameterValue) {
        self.variable = variable
        self.value = value
    }
}
