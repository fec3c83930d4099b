import ProxmoxSchema
import Testing

/// Requests that were put to Proxmox's own modules, with their answers word for word.
struct VectorTests {
    private static let table = Result { try EndpointTable(.version9_2) }

    @Test("Proxmox's answers to parameters, word for word", arguments: try Vector.all())
    func answer(_ vector: Vector) throws {
        guard case .found(let endpoint, let path) = try Self.table.get().lookUp(vector.method, vector.path) else {
            #expect(vector.status == 501)
            #expect(
                vector.message
                    == EndpointLookup.notImplemented(method: vector.method, path: vector.path))
            return
        }
        do throws(ParameterErrors) {
            let accepted = try endpoint.check(RequestParameters(path: path, given: vector.parameters))
            #expect(vector.status == 200)
            #expect(accepted.values == vector.accepted)
        } catch {
            #expect(vector.status == 400)
            #expect(vector.message == ParameterErrors.message)
            #expect(error.texts == vector.errors)
        }
    }

    @Test("No recorded request is left out")
    func count() throws {
        #expect(try Vector.all().count >= 163)
    }
}
