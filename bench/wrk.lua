-- Posts the texts of a file in turn, and prints what wrk saw as one line of JSON.
-- Arguments: the file, and the texts' Content-Type. In the file each text follows a line with its length.
-- Without arguments wrk's own request goes out, a GET.
local requests = {}
local last = 0

function init(arguments)
  if not arguments[1] then return end
  local file = assert(io.open(arguments[1], "rb"))
  for length in function() return file:read("*l") end do
    local headers = { ["Content-Type"] = arguments[2] }
    requests[#requests + 1] = wrk.format("POST", nil, headers, file:read(tonumber(length)))
  end
  file:close()
  request = function()
    last = last % #requests + 1
    return requests[last]
  end
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests": %d, "seconds": %.6f, "p50": %.6f, "p99": %.6f, "refused": %d, "failed": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e6, latency:percentile(99) / 1e6,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
