package import PhoenixSimulatorAPI

/// A request and what was answered, as values.
package struct ExchangeRecord: Sendable, Equatable {
    package let request: APIRequest
    package let answer: APIAnswer
}
