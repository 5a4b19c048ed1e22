# Limits that callers give: each block keeps its own expressions, and what is known beside them.
variable "rate" { type = number }
variable "burst" { type = number }
variable "ttl" { type = number }
resource "aws_api_gateway_rest_api" "orders" {
  name = "orders"
}
resource "aws_api_gateway_resource" "orders" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  parent_id   = aws_api_gateway_rest_api.orders.root_resource_id
  path_part   = "orders"
}
resource "aws_api_gateway_method" "get" {
  rest_api_id   = aws_api_gateway_rest_api.orders.id
  resource_id   = aws_api_gateway_resource.orders.id
  http_method   = "GET"
  authorization = "NONE"
}
resource "aws_api_gateway_integration" "get" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  resource_id = aws_api_gateway_resource.orders.id
  http_method = aws_api_gateway_method.get.http_method
  type        = "MOCK"
}
resource "aws_api_gateway_method" "post" {
  rest_api_id   = aws_api_gateway_rest_api.orders.id
  resource_id   = aws_api_gateway_resource.orders.id
  http_method   = "POST"
  authorization = "NONE"
}
resource "aws_api_gateway_integration" "post" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  resource_id = aws_api_gateway_resource.orders.id
  http_method = aws_api_gateway_method.post.http_method
  type        = "MOCK"
}
resource "aws_api_gateway_deployment" "orders" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  depends_on  = [aws_api_gateway_integration.get, aws_api_gateway_integration.post]
}
resource "aws_api_gateway_stage" "prod" {
  rest_api_id   = aws_api_gateway_rest_api.orders.id
  deployment_id = aws_api_gateway_deployment.orders.id
  stage_name    = "prod"
}
resource "aws_api_gateway_method_settings" "all" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  stage_name  = aws_api_gateway_stage.prod.stage_name
  method_path = "*/*"
  settings {
    throttling_burst_limit = var.burst
    throttling_rate_limit  = var.rate
  }
}
resource "aws_api_gateway_method_settings" "get" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  stage_name  = aws_api_gateway_stage.prod.stage_name
  method_path = "${trimprefix(aws_api_gateway_resource.orders.path, "/")}/${aws_api_gateway_method.get.http_method}"
  settings {
    throttling_burst_limit = 7
    throttling_rate_limit  = var.rate * 2
  }
}
resource "aws_api_gateway_method_settings" "post" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  stage_name  = aws_api_gateway_stage.prod.stage_name
  method_path = "orders/POST"
  settings {
    caching_enabled      = true
    cache_ttl_in_seconds = var.ttl
  }
}
resource "aws_api_gateway_usage_plan" "p" {
  name = "p"
  api_stages {
    api_id = aws_api_gateway_rest_api.orders.id
    stage  = aws_api_gateway_stage.prod.stage_name
    throttle {
      path        = "/orders/GET"
      burst_limit = var.burst
      rate_limit  = 3
    }
    throttle {
      path        = "${aws_api_gateway_resource.orders.path}/${aws_api_gateway_method.post.http_method}"
      burst_limit = 4
      rate_limit  = var.rate
    }
  }
  throttle_settings {
    burst_limit = var.burst
    rate_limit  = 5
  }
  quota_settings {
    limit  = var.ttl
    period = "DAY"
  }
}
resource "aws_apigatewayv2_api" "a" {
  name          = "a"
  protocol_type = "HTTP"
}
resource "aws_apigatewayv2_integration" "x" {
  api_id             = aws_apigatewayv2_api.a.id
  integration_type   = "HTTP_PROXY"
  integration_method = "GET"
  integration_uri    = "https://example.com"
}
resource "aws_apigatewayv2_route" "x" {
  api_id    = aws_apigatewayv2_api.a.id
  route_key = "GET /x"
  target    = "integrations/${aws_apigatewayv2_integration.x.id}"
}
resource "aws_apigatewayv2_route" "y" {
  api_id    = aws_apigatewayv2_api.a.id
  route_key = "GET /y"
  target    = "integrations/${aws_apigatewayv2_integration.x.id}"
}
resource "aws_apigatewayv2_stage" "s" {
  api_id      = aws_apigatewayv2_api.a.id
  name        = "$default"
  auto_deploy = true
  default_route_settings {
    throttling_burst_limit = 10
    throttling_rate_limit  = var.rate
  }
  route_settings {
    route_key              = "GET /x"
    throttling_burst_limit = var.burst
    throttling_rate_limit  = var.rate
  }
  route_settings {
    route_key              = aws_apigatewayv2_route.y.route_key
    throttling_burst_limit = 3
    throttling_rate_limit  = var.rate
  }
}
