import PhoenixProxmox
import Synchronization

/// Brings messages to whichever node of the cluster can be reached.
final class Delivery: Sendable {
    private let addresses: [ServerAddress]
    private let limits: ConnectionLimits
    private let transport: HTTPTransport
    private let slots: ConnectionSlots
    private let order: Mutex<AddressOrder>
    private let now: @Sendable () -> Double

    init(_ settings: ConnectionSettings, encryption: Encryption, now: @escaping @Sendable () -> Double) {
        addresses = settings.addresses
        limits = settings.limits
        transport = HTTPTransport(encryption: encryption, limits: settings.limits)
        slots = ConnectionSlots(count: settings.limits.connections)
        order = Mutex(AddressOrder(count: settings.addresses.count, silenceSeconds: settings.limits.silenceSeconds))
        self.now = now
    }

    func close() async { await transport.close() }

    /// The answer of the first node that can be reached, whatever it says.
    func deliver(_ message: Message) async throws(ProxmoxError) -> ProxmoxAnswer {
        guard await slots.take(within: limits.waitSeconds) else {
            throw .unreachable(
                Task.isCancelled ? Cause.cancelled : "other calls have held all connections for too long")
        }
        defer { slots.release() }
        var causes: [String] = []
        var mayHaveArrived = false
        for index in order.withLock({ $0.indices(now: now()) }) {
            do throws(Undelivered) {
                let answer = try await deliver(message, to: addresses[index])
                order.withLock { $0.answered(index) }
                return answer
            } catch {
                let cause = "\(addresses[index]): \(error.cause)"
                mayHaveArrived = mayHaveArrived || error.mayHaveArrived
                if error.wasSilent { order.withLock { $0.wasSilent(index, now: now()) } }
                causes.append(cause)
                if !error.mayGoElsewhere { break }
            }
        }
        let cause = causes.joined(separator: "; ")
        throw mayHaveArrived ? .lost(cause) : .unreachable(cause)
    }

    /// Why one node gave no answer, once it was asked as often as it may be.
    private struct Undelivered: Error {
        let cause: String
        var mayGoElsewhere = false
        /// With any of the attempts.
        let mayHaveArrived: Bool
        var wasSilent = false
    }

    private func deliver(_ message: Message, to address: ServerAddress) async throws(Undelivered) -> ProxmoxAnswer {
        var isRepeated = false
        var wasSent = false
        while true {
            do throws(FailedExchange) {
                return try await transport.exchange(message, with: address)
            } catch {
                if case .sent = error.reach { wasSent = true }
                switch error.verdict(for: message.effect, isRepeated: isRepeated) {
                case .again: isRepeated = true
                case .givenUp: throw Undelivered(cause: error.cause, mayHaveArrived: wasSent)
                case .unreachable:
                    throw Undelivered(
                        cause: error.cause, mayGoElsewhere: true, mayHaveArrived: wasSent, wasSilent: true)
                case .lost:
                    throw Undelivered(cause: error.cause, mayHaveArrived: wasSent, wasSilent: error.end == .deadline)
                }
            }
        }
    }
}
