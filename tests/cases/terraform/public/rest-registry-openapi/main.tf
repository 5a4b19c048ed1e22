# Names come from the label module, and the API from its document.

module "label" {
  source  = "cloudposse/label/null"
  version = "0.25.0"

  namespace = "eg"
  stage     = "prod"
  name      = "tides"
}

module "api" {
  source  = "cloudposse/api-gateway/aws"
  version = "0.7.0"

  endpoint_type        = "REGIONAL"
  logging_level        = "ERROR"
  metrics_enabled      = true
  xray_tracing_enabled = true
  access_log_format    = "$context.requestId $context.status"

  openapi_config = {
    openapi = "3.0.1"
    info    = { title = "tides", version = "1.0" }
    paths = {
      "/tides/{harbour}" = {
        get = {
          parameters = [{ name = "harbour", in = "path", required = true, schema = { type = "string" } }]
          x-amazon-apigateway-integration = {
            httpMethod = "GET"
            type       = "HTTP_PROXY"
            uri        = "https://tides.example.com/{harbour}"
            requestParameters = {
              "integration.request.path.harbour" = "method.request.path.harbour"
            }
          }
        }
      }
    }
  }

  context = module.label.context
}

resource "aws_ssm_parameter" "url" {
  name  = "/tides/url"
  type  = "String"
  value = module.api.invoke_url
}
