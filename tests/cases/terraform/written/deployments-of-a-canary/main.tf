resource "aws_api_gateway_rest_api" "shop" {
  name = "shop"
}

resource "aws_api_gateway_method" "root" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  resource_id   = aws_api_gateway_rest_api.shop.root_resource_id
  http_method   = "GET"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "root" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  resource_id = aws_api_gateway_rest_api.shop.root_resource_id
  http_method = aws_api_gateway_method.root.http_method
  type        = "MOCK"
}

resource "aws_api_gateway_documentation_version" "third" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  version     = "3"
}

resource "aws_api_gateway_deployment" "live" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  description = "what is live"
  triggers    = { of = sha1(jsonencode(aws_api_gateway_integration.root)) }
}

resource "aws_api_gateway_deployment" "canary" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  description = "what comes"
  triggers    = { on = "2024-05-02" }
}

resource "aws_api_gateway_stage" "prod" {
  rest_api_id           = aws_api_gateway_rest_api.shop.id
  stage_name            = "prod"
  deployment_id         = aws_api_gateway_deployment.live.id
  documentation_version = aws_api_gateway_documentation_version.third.version

  canary_settings {
    deployment_id   = aws_api_gateway_deployment.canary.id
    percent_traffic = 10
  }
}
