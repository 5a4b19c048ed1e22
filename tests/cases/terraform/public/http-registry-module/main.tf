# The community's module does the work; this file says what the API is.

module "api_gateway" {
  source  = "terraform-aws-modules/apigateway-v2/aws"
  version = "~> 5.2"

  name          = "invoices"
  description   = "Invoices over HTTP"
  protocol_type = "HTTP"

  cors_configuration = {
    allow_headers = ["content-type", "authorization"]
    allow_methods = ["GET", "POST"]
    allow_origins = ["https://billing.example.com"]
  }

  create_domain_name    = false
  create_certificate    = false
  create_domain_records = false

  authorizers = {
    tokens = {
      authorizer_type  = "JWT"
      identity_sources = ["$request.header.Authorization"]
      name             = "tokens"
      jwt_configuration = {
        audience = ["invoices"]
        issuer   = "https://login.example.com"
      }
    }
  }

  routes = {
    "GET /invoices" = {
      authorization_type   = "JWT"
      authorizer_key       = "tokens"
      authorization_scopes = ["invoices.read"]

      integration = {
        uri                    = module.list_invoices.lambda_function_arn
        payload_format_version = "2.0"
        timeout_milliseconds   = 12000
      }
    }

    "$default" = {
      integration = {
        uri = module.list_invoices.lambda_function_arn
      }
    }
  }

  stage_access_log_settings = {
    create_log_group            = true
    log_group_retention_in_days = 7
    format                      = jsonencode({ requestId = "$context.requestId" })
  }

  tags = {
    Team = "billing"
  }
}

module "list_invoices" {
  source  = "terraform-aws-modules/lambda/aws"
  version = "~> 7.0"

  function_name = "list-invoices"
  handler       = "index.handler"
  runtime       = "nodejs22.x"
  source_path   = "${path.module}/src"
  publish       = true

  allowed_triggers = {
    api = {
      service    = "apigateway"
      source_arn = "${module.api_gateway.api_execution_arn}/*/*"
    }
  }
}

# A route that the module's caller adds by hand.
resource "aws_apigatewayv2_route" "legacy" {
  api_id    = module.api_gateway.api_id
  route_key = "GET /v0/invoices"
  target    = "integrations/${aws_apigatewayv2_integration.legacy.id}"
}

resource "aws_apigatewayv2_integration" "legacy" {
  api_id             = module.api_gateway.api_id
  integration_type   = "HTTP_PROXY"
  integration_method = "GET"
  integration_uri    = "https://legacy.example.com/invoices"
}
