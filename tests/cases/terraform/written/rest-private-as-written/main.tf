# A policy in the API's own block, `lifecycle` of all kinds, and names of associations stay as they are.
variable "name" {
  type    = string
  default = "internal"
}

resource "aws_vpc_endpoint" "api" {
  vpc_id            = "vpc-0123456789abcdef0"
  service_name      = "com.amazonaws.eu-central-1.execute-api"
  vpc_endpoint_type = "Interface"
}

resource "aws_api_gateway_rest_api" "internal" {
  name        = var.name
  description = "Internal API"

  endpoint_configuration {
    types            = ["PRIVATE"]
    vpc_endpoint_ids = [aws_vpc_endpoint.api.id]
  }

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = "*"
        Action    = "execute-api:Invoke"
        Resource  = "execute-api:/*/*/*"
      },
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "execute-api:Invoke"
        Resource  = "execute-api:/*/*/*"
        Condition = {
          StringNotEquals = { "aws:SourceVpce" = aws_vpc_endpoint.api.id }
        }
      },
    ]
  })

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [tags, description]
  }
}

resource "aws_api_gateway_resource" "orders" {
  rest_api_id = aws_api_gateway_rest_api.internal.id
  parent_id   = aws_api_gateway_rest_api.internal.root_resource_id
  path_part   = "orders"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_method" "list" {
  rest_api_id   = aws_api_gateway_rest_api.internal.id
  resource_id   = aws_api_gateway_resource.orders.id
  http_method   = "GET"
  authorization = "AWS_IAM"
}

resource "aws_api_gateway_integration" "list" {
  rest_api_id             = aws_api_gateway_rest_api.internal.id
  resource_id             = aws_api_gateway_resource.orders.id
  http_method             = aws_api_gateway_method.list.http_method
  type                    = "HTTP_PROXY"
  integration_http_method = "GET"
  uri                     = "https://orders.internal.example.com"

  tls_config {
    insecure_skip_verification = false
  }
}

resource "aws_api_gateway_deployment" "this" {
  rest_api_id = aws_api_gateway_rest_api.internal.id
  depends_on  = [aws_api_gateway_integration.list]
}

resource "aws_api_gateway_stage" "live" {
  rest_api_id   = aws_api_gateway_rest_api.internal.id
  deployment_id = aws_api_gateway_deployment.this.id
  stage_name    = "live"

  lifecycle {
    ignore_changes = [deployment_id]
  }
}

resource "aws_api_gateway_domain_name" "internal" {
  domain_name     = "internal.example.com"
  certificate_arn = "arn:aws:acm:eu-central-1:123456789012:certificate/11111111-1111-1111-1111-111111111111"

  endpoint_configuration {
    types = ["PRIVATE"]
  }

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "execute-api:Invoke"
      Resource  = "*"
    }]
  })
}

resource "aws_api_gateway_domain_name_access_association" "from_vpc" {
  access_association_source      = aws_vpc_endpoint.api.id
  access_association_source_type = "VPCE"
  domain_name_arn                = aws_api_gateway_domain_name.internal.arn
  tags                           = { team = "network" }
}

resource "aws_api_gateway_base_path_mapping" "internal" {
  api_id         = aws_api_gateway_rest_api.internal.id
  stage_name     = aws_api_gateway_stage.live.stage_name
  domain_name    = aws_api_gateway_domain_name.internal.domain_name
  domain_name_id = aws_api_gateway_domain_name.internal.domain_name_id
}
