# The endpoint stands in the parameters that the document is sent with.
resource "aws_api_gateway_rest_api" "pets" {
  name       = "pets"
  parameters = { endpointConfigurationTypes = "REGIONAL" }

  body = jsonencode({
    openapi = "3.0.1"
    info    = { title = "pets", version = "1" }
    paths = {
      "/pets" = {
        get = {
          responses = {}
          x-amazon-apigateway-integration = {
            type       = "http_proxy"
            httpMethod = "GET"
            uri        = "https://pets.example.com"
          }
        }
      }
    }
  })
}
