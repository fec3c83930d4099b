import Foundation
import PhoenixModel
import PhoenixSimulator

/// What Proxmox does not have: paths under `/simulator`, with which tests make things go wrong while it runs.
///
/// They ask nobody who he is: a simulated cluster holds nothing worth protecting, and its server listens on loopback
/// unless it is told otherwise.
struct ControlDoor {
    static let prefix = "/simulator/"

    /// Answers a request below the prefix; the clock is moved by the caller.
    static func answer(_ request: APIRequest, _ cluster: inout Cluster, _ pace: Pace) -> APIAnswer {
        do throws(ControlError) {
            switch (request.method, request.path.dropFirst(prefix.count)) {
            case ("GET", "faults"): return try json(cluster.faults)
            case ("POST", "faults"):
                for fault in try read([Fault].self, from: request) { cluster.add(fault) }
                return try json(cluster.faults)
            case ("DELETE", "faults"):
                cluster.removeFaults()
                return try json(cluster.faults)
            case ("GET", "clock"): return try json(Clock(cluster))
            case ("POST", "clock"):
                let wish = try read(ClockWish.self, from: request)
                cluster.advance(to: cluster.now.adding(seconds: max(0, wish.advanceSeconds)))
                return try json(Clock(cluster))
            case ("POST", "people"):
                try perform(try read(HumanAction.self, from: request), &cluster)
                return try json(Clock(cluster))
            case ("GET", "scenario"): return try scenario(cluster)
            case ("POST", "shell"):
                let order = try read(ShellOrder.self, from: request)
                return try json(cluster.run(order, letsTimePass: pace == .virtual))
            default:
                return .plain(501, "no such control '\(request.method) \(request.path)': there are \(controls)")
            }
        } catch {
            return .plain(400, error.text)
        }
    }

    private static let controls =
        "GET, POST and DELETE faults, GET and POST clock, POST people, GET scenario, POST shell"

    private struct Clock: Encodable {
        let milliseconds: Int64

        init(_ cluster: Cluster) { milliseconds = cluster.now.milliseconds }
    }

    private struct ClockWish: Decodable {
        let advanceSeconds: Int
    }

    /// Why a control was not understood or could not be done, as one sentence.
    private struct ControlError: Error {
        let text: String
    }

    private static func perform(_ action: HumanAction, _ cluster: inout Cluster) throws(ControlError) {
        do throws(HostError) {
            try cluster.perform(action)
        } catch {
            throw ControlError(text: error.text)
        }
    }

    private static func scenario(_ cluster: Cluster) throws(ControlError) -> APIAnswer {
        do throws(Failure) {
            return answer(Array(try Scenario.bytes(of: cluster)))
        } catch {
            throw ControlError(text: error.message)
        }
    }

    private static func read<Value: Decodable>(
        _ type: Value.Type, from request: APIRequest
    ) throws(ControlError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(request.body))
        } catch {
            throw ControlError(text: "the body is not what was expected: \(error)")
        }
    }

    private static func json(_ value: some Encodable) throws(ControlError) -> APIAnswer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return answer(Array(try encoder.encode(value)))
        } catch {
            throw ControlError(text: "the answer cannot be written: \(error)")
        }
    }

    private static func answer(_ body: [UInt8]) -> APIAnswer {
        APIAnswer(status: 200, reason: "OK", headerFields: ["Content-Type": "application/json"], body: body)
    }
}
